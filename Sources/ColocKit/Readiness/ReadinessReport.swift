/// How a wait ended.
public struct ReadinessReport: Sendable, Equatable {
  /// The stages that were reached.
  public let reached: [Stage]
  /// What it was stuck at when the time was over, in words; nil when the goal was reached.
  public let stuck: String?
  /// The last lines of the serial console.
  public let console: [String]
  /// The host keys that are known now.
  public let hostKeys: [SSHPublicKey]
  /// How long it took, in seconds.
  public let seconds: Int
}
