public import FoundationEssentials

/// A guest agent came or went.
public struct AgentEvent: Sendable, Equatable {
  /// The domain's UUID.
  public var uuid: UUID
  /// The domain's name.
  public var name: String
  /// Whether it holds its channel open now.
  public var isConnected: Bool

  /// An event with every part given, as a fake in a test needs it.
  public init(uuid: UUID, name: String, isConnected: Bool) {
    self.uuid = uuid
    self.name = name
    self.isConnected = isConnected
  }
}
