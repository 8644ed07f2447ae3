public import FoundationEssentials

/// A guest agent came or went.
public struct AgentEvent: Sendable, Equatable {
  /// The domain's UUID.
  public var uuid: UUID
  /// The domain's name.
  public var name: String
  /// Whether it holds its channel open now.
  public var isConnected: Bool
}
