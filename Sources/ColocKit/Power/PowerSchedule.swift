/// How long it takes to handle things of several places in turn, those of one place together, a few at once.
public struct PowerSchedule: Sendable {
  /// One thing: its place and how long it takes, in seconds.
  public struct Job: Sendable {
    /// Its place; places are handled in ascending order.
    public let place: Int
    /// How long it takes, in seconds.
    public let seconds: Int

    /// Makes a job.
    public init(place: Int, seconds: Int) {
      self.place = place
      self.seconds = seconds
    }
  }

  /// When each job ends, in seconds from the beginning, in the order of the jobs.
  public let ends: [Int]
  /// When the last one ends.
  public var total: Int { ends.max() ?? 0 }

  /// Plays the jobs through: those of a place begin in their order as soon as one of `parallel` slots is free, the next
  /// place begins when the one before has ended.
  ///
  /// When jobs turn out shorter the total never grows: they are independent within their place (Graham 1969).
  public init(_ jobs: [Job], parallel: Int) {
    var ends = Array(repeating: 0, count: jobs.count)
    var begin = 0
    for place in Set(jobs.map(\.place)).sorted() {
      var slots = Array(repeating: begin, count: max(1, parallel))
      for index in jobs.indices where jobs[index].place == place {
        guard let slot = slots.indices.min(by: { slots[$0] < slots[$1] }) else { continue }
        slots[slot] += jobs[index].seconds
        ends[index] = slots[slot]
      }
      begin = slots.max() ?? begin
    }
    self.ends = ends
  }
}
