/// A snapshot as far as retention is concerned.
public struct RetentionCandidate: Sendable, Hashable {
  /// What it is called in what is said.
  public let id: String
  /// When it was taken, by the clock of that moment.
  public let time: Timestamp
  /// Grows with each snapshot, whatever the clock does.
  public let sequence: Int
  /// Whether the owner said that it stays.
  public let isProtected: Bool
  /// Whether it can be restored.
  public let isGood: Bool

  /// Makes a candidate.
  public init(id: String, time: Timestamp, sequence: Int, isProtected: Bool = false, isGood: Bool = true) {
    self.id = id
    self.time = time
    self.sequence = sequence
    self.isProtected = isProtected
    self.isGood = isGood
  }
}
