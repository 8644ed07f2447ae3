/// Which snapshots of one VM stay, and why; a pure function of what is known of them.
///
/// "Keep n hourly" is: for the last n hours that have a snapshot, the newest of each (restic-forget(1)). Counters do not
/// know of each other, and the oldest snapshot stays while one has something left. What is protected neither goes nor
/// counts; what cannot be restored goes and does not count. Newer and older are by sequence, not by clock.
public struct RetentionDecision: Sendable, Equatable {
  /// One snapshot and what becomes of it.
  public struct Verdict: Sendable, Equatable {
    /// The snapshot.
    public let candidate: RetentionCandidate
    /// Why it stays; empty for one that goes.
    public let reasons: [RetentionReason]

    /// Whether it stays.
    public var keep: Bool { !reasons.isEmpty }

    /// The item of `snapshot simulate --json`.
    public var json: JSONValue {
      .object(["time": .text(OffsetTime(candidate.time)), "keep": .bool(keep), "reasons": .texts(reasons)])
    }
  }

  /// How far a clock may be off before nothing is pruned, in seconds.
  public static let tolerance: Int64 = 300

  /// The snapshots in the order in which they were given.
  public let verdicts: [Verdict]
  /// Why nothing is pruned; nil when the policy has its way.
  public let hold: RetentionHold?

  /// The snapshots that go.
  public var dropped: [RetentionCandidate] { verdicts.filter { !$0.keep }.map(\.candidate) }

  /// Decides.
  ///
  /// - Parameters:
  ///   - candidates: Every snapshot of the VM, in any order.
  ///   - now: When it is.
  ///   - policy: What is to stay.
  ///   - wall: The zone whose days, weeks, months and years count.
  ///   - force: Whether more than ten and more than 30 % may go at once; it lifts nothing else.
  public init(
    _ candidates: [RetentionCandidate],
    now: Timestamp,
    policy: RetentionPolicy,
    wall: WallClock,
    force: Bool = false
  ) {
    let newestFirst = candidates.indices.sorted { Self.isNewer(candidates[$0], candidates[$1]) }
    var reasons = Self.reasons(candidates, newestFirst, policy, wall)
    let count = reasons.count { $0.isEmpty }
    let counted = candidates.count { !$0.isProtected }
    let limit = max(10, counted * 3 / 10)
    hold =
      Self.doubt(newestFirst.map { candidates[$0] }, now)
      ?? (count > limit && !force ? .tooMany(count, of: counted, limit: limit) : nil)
    if hold != nil {
      for index in reasons.indices where reasons[index].isEmpty { reasons[index] = [.held] }
    }
    verdicts = zip(candidates, reasons).map { Verdict(candidate: $0, reasons: $1) }
  }

  /// Ever-growing sequences are never equal; if they are, the answer still does not depend on the order of the input.
  private static func isNewer(_ left: RetentionCandidate, _ right: RetentionCandidate) -> Bool {
    if left.sequence != right.sequence { return left.sequence > right.sequence }
    return left.time != right.time ? left.time > right.time : left.id > right.id
  }

  private static func doubt(_ newestFirst: [RetentionCandidate], _ now: Timestamp) -> RetentionHold? {
    guard let newest = newestFirst.first else { return nil }
    if let stray = newestFirst.first(where: { $0.time.seconds > now.seconds + tolerance }) { return .future(stray) }
    // Once later ones are newer by the clock too, an old disorder is no reason to keep everything for ever.
    if let latest = newestFirst.max(by: { $0.time < $1.time }), newest.time.seconds < latest.time.seconds - tolerance {
      return .clockWentBack(newest, before: latest)
    }
    return newest.isGood ? nil : .newestNotGood(newest)
  }

  private static func reasons(
    _ candidates: [RetentionCandidate],
    _ newestFirst: [Int],
    _ policy: RetentionPolicy,
    _ wall: WallClock
  ) -> [[RetentionReason]] {
    var reasons: [[RetentionReason]] = candidates.map { $0.isProtected ? [.protected] : [] }
    if let newest = newestFirst.first(where: { candidates[$0].isGood }) { reasons[newest].append(.newest) }
    let counting = newestFirst.filter { candidates[$0].isGood && !candidates[$0].isProtected }
    guard let first = counting.first else { return reasons }
    let youngest = candidates[first].time.seconds
    var tally = RetentionTally(policy, wall)
    for (rank, index) in counting.enumerated() {
      let time = candidates[index].time
      reasons[index] += tally.reasons(for: time, rank: rank + 1, isOldest: rank == counting.count - 1)
      if let within = policy.within, time.seconds > youngest - Int64(within.seconds) { reasons[index].append(.within) }
    }
    return reasons
  }
}
