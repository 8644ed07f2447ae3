/// How often a VM is due for a point, by what its policy counts finest.
public struct PointSchedule: Sendable {
  private let policy: RetentionPolicy
  private let wall: WallClock

  /// The schedule of a policy.
  public init(_ policy: RetentionPolicy, wall: WallClock) {
    self.policy = policy
    self.wall = wall
  }

  /// The finest counter that has hours, days or more; a policy that only counts snapshots, or their age, is due hourly.
  public var counter: RetentionPolicy.Counter {
    RetentionPolicy.Counter.allCases.first { $0 != .last && policy[$0] != nil } ?? .hourly
  }

  /// Whether a point is due now: none was taken in this hour, day, … yet. After a downtime that is at once, and once.
  ///
  /// A VM with a disk that libvirt cannot follow is copied whole each time: that is due once a day at most.
  public func isDue(_ newest: Timestamp?, isWhole: Bool = false, at now: Timestamp) -> Bool {
    guard let newest else { return true }
    var buckets = CalendarBuckets(wall)
    let counter = isWhole && self.counter == .hourly ? .daily : self.counter
    return buckets.bucket(counter, of: newest) != buckets.bucket(counter, of: now)
  }

  /// From which age on its absence is worth a word, and from which it is trouble, in seconds.
  public var ages: (late: Int, overdue: Int) {
    let hour = 3600
    return switch counter {
    case .last, .hourly: (hour * 3 / 2, 6 * hour)
    case .daily: (28 * hour, 32 * hour)
    case .weekly: (8 * 24 * hour, 10 * 24 * hour)
    case .monthly: (33 * 24 * hour, 40 * 24 * hour)
    case .yearly: (370 * 24 * hour, 400 * 24 * hour)
    }
  }
}
