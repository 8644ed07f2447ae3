public import FoundationEssentials

/// A virtual network.
public struct NetworkRecord: Sendable, Equatable {
  /// Its UUID.
  public var uuid: UUID
  /// Its name.
  public var name: String
  /// Whether it runs.
  public var isActive: Bool
  /// Whether it starts with the daemon.
  public var autostart: Bool
  /// The bridge device on the host; nil for a network without one.
  public var bridge: String?

  /// A record with every part given, as a fake in a test needs it.
  public init(uuid: UUID, name: String, isActive: Bool, autostart: Bool, bridge: String?) {
    self.uuid = uuid
    self.name = name
    self.isActive = isActive
    self.autostart = autostart
    self.bridge = bridge
  }
}
