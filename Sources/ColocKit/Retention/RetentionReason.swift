/// Why a snapshot stays.
public enum RetentionReason: Sendable, Hashable, CustomStringConvertible {
  /// The owner said so.
  case protected
  /// It is the newest one that can be restored.
  case newest
  /// It is among the last ones; the newest is 1.
  case last(Int)
  /// It is the newest in a bucket of this counter.
  case bucket(RetentionPolicy.Counter)
  /// It is younger than the policy's `within`.
  case within
  /// It is the oldest, and a counter had something left.
  case oldest
  /// The policy would drop it, and nothing is pruned this time.
  case held

  /// The reason as it is printed.
  public var description: String {
    switch self {
    case .protected: "protected"
    case .newest: "newest"
    case .last(let rank): "last \(rank)"
    case .bucket(let counter): counter.rawValue
    case .within: "within"
    case .oldest: "oldest"
    case .held: "held"
    }
  }
}
