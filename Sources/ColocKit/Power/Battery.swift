/// How long a battery lasts, by the clock that only goes forward.
struct Battery: Sendable {
  /// Until when guests may go down by themselves.
  let asking: Duration
  /// When the power is gone.
  let end: Duration

  /// A battery of so many seconds from now on.
  init(seconds: Int, from now: Duration) {
    asking = now + .seconds(Self.grace(of: seconds))
    end = now + .seconds(seconds)
  }

  /// How much of the time domains have to go down by themselves: the rest is for cutting the power of those that did not.
  static func grace(of budget: Int) -> Int { max(budget / 2, budget - 30) }
}

/// When the domains of each order are asked on battery, and when they would be down.
struct BatterySchedule: Sendable {
  /// When each job ends, in seconds from the beginning, in the order of the jobs.
  let ends: [Int]

  /// Plays the jobs through: an order has an equal share of the time that is left, those of one order go together, and the
  /// next one begins when all of it is down or its share is over. Who needs longer goes on meanwhile.
  init(_ jobs: [PowerSchedule.Job], grace: Int) {
    var ends = Array(repeating: 0, count: jobs.count)
    var begin = 0
    let places = Set(jobs.map(\.place)).sorted()
    for (index, place) in places.enumerated() {
      let wave = jobs.indices.filter { jobs[$0].place == place }
      for job in wave { ends[job] = begin + jobs[job].seconds }
      let share = Self.share(of: max(0, grace - begin), left: places.count - index)
      begin = min(wave.map { ends[$0] }.max() ?? begin, begin + share)
    }
    self.ends = ends
  }

  /// What one order gets of the time that is left for so many.
  static func share(of time: Int, left: Int) -> Int { time / max(1, left) }
}
