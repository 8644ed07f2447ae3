/// What the counters of a policy have left while snapshots are looked at, newest first.
struct RetentionTally {
  private struct Line {
    let counter: RetentionPolicy.Counter
    var left: Int
    /// Buckets that are served: a set, for a clock that is a little off can come back to one.
    var served: Set<Int64> = []
  }

  private var lines: [Line]
  private var buckets: CalendarBuckets

  init(_ policy: RetentionPolicy, _ wall: WallClock) {
    lines = RetentionPolicy.Counter.allCases.compactMap { counter in
      policy[counter].map { Line(counter: counter, left: $0) }
    }
    buckets = CalendarBuckets(wall)
  }

  /// Why the next older snapshot stays; nothing when no counter keeps it.
  mutating func reasons(for time: Timestamp, rank: Int, isOldest: Bool) -> [RetentionReason] {
    var reasons: [RetentionReason] = []
    var isLeft = false
    for index in lines.indices where lines[index].left > 0 {
      let counter = lines[index].counter
      let isNew = counter == .last || lines[index].served.insert(buckets.bucket(counter, of: time)).inserted
      if isNew {
        lines[index].left -= 1
        reasons.append(counter == .last ? .last(rank) : .bucket(counter))
      } else {
        isLeft = true
      }
    }
    if isOldest, isLeft { reasons.append(.oldest) }
    return reasons
  }
}
