/// The buckets of times: numbers that are equal for two times of one hour, day, week, month or year.
///
/// Asking the zone costs a microsecond or more, so its offset is asked for at the ends of spans of two days; where both
/// ends agree it holds between them (no zone of the IANA database leaves an offset and is back within two days).
struct CalendarBuckets {
  private static let span: Int64 = 2 * 86_400
  private let wall: WallClock
  private var known: (span: Int64, offset: Int64?)?

  init(_ wall: WallClock) { self.wall = wall }

  /// The number of a counter's bucket; `last` has none.
  mutating func bucket(_ counter: RetentionPolicy.Counter, of time: Timestamp) -> Int64 {
    switch counter {
    case .last: preconditionFailure("the last ones have no buckets")
    case .hourly: return time.seconds.dividedDown(by: 3600)
    case .daily: return day(of: time)
    // 1970-01-01 was a Thursday.
    case .weekly: return (day(of: time) + 3).dividedDown(by: 7)
    case .monthly:
      let date = CivilDate(day: day(of: time))
      return date.year * 12 + date.month
    case .yearly: return CivilDate(day: day(of: time)).year
    }
  }

  /// Days since 1970-01-01 on this wall.
  mutating func day(of time: Timestamp) -> Int64 {
    (time.seconds + offset(at: time)).dividedDown(by: 86_400)
  }

  private mutating func offset(at time: Timestamp) -> Int64 {
    let number = time.seconds.dividedDown(by: Self.span)
    if known?.span != number {
      let ends = [number * Self.span, (number + 1) * Self.span].map { wall.offset(at: Timestamp(seconds: $0)) }
      known = (number, ends[0] == ends[1] ? Int64(ends[0]) : nil)
    }
    return known?.offset ?? Int64(wall.offset(at: time))
  }
}
