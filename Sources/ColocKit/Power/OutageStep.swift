/// How one domain came back.
public struct OutageStep: Sendable {
  /// The domain.
  public let entry: OutageEntry
  /// Whether it was ready in time; nil where nothing was started or nothing is waited for.
  public let ready: Bool?
  /// From the start until it was ready, in seconds.
  public let seconds: Int
}
