/// Why nothing is pruned this time, whatever the policy says.
public enum RetentionHold: Sendable, Equatable {
  /// A snapshot is from the future: the clock is wrong now, or was then.
  case future(RetentionCandidate)
  /// A snapshot was taken after another one and its time is before it: the clock went back.
  case clockWentBack(RetentionCandidate, before: RetentionCandidate)
  /// The newest snapshot cannot be restored; what is older may be all there is.
  case newestNotGood(RetentionCandidate)
  /// So much at once looks like a mistake in the policy.
  case tooMany(Int, of: Int, limit: Int)

  /// The sentence about it, without a final full stop.
  public var sentence: String {
    switch self {
    case .future(let snapshot):
      "nothing is pruned: \(snapshot.id) is of \(snapshot.time), which is in the future"
    case .clockWentBack(let later, let earlier):
      "nothing is pruned: \(later.id) was taken after \(earlier.id) and its time is before it, \(later.time)"
    case .newestNotGood(let snapshot):
      "nothing is pruned: the newest snapshot, \(snapshot.id), cannot be restored"
    case .tooMany(let count, let total, let limit):
      "nothing is pruned: \(count) of \(total) snapshots would go, and more than \(limit) at once want --force"
    }
  }
}
