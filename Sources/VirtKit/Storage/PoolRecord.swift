public import FoundationEssentials

/// A storage pool.
public struct PoolRecord: Sendable, Equatable {
  /// Its UUID.
  public var uuid: UUID
  /// Its name.
  public var name: String
  /// What it is doing; sizes are 0 unless it runs.
  public var state: PoolState
  /// Bytes of the file system or device below it, others' included.
  public var capacity: UInt64
  /// Bytes in use there, others' included.
  public var allocation: UInt64
  /// Bytes free there, at the last refresh.
  public var available: UInt64
  /// The directory on the host; nil for a pool without one.
  public var path: String?
  /// Whether it starts with the daemon.
  public var autostart: Bool

  /// A record with every part given, as a fake in a test needs it.
  public init(
    uuid: UUID,
    name: String,
    state: PoolState,
    capacity: UInt64,
    allocation: UInt64,
    available: UInt64,
    path: String?,
    autostart: Bool
  ) {
    self.uuid = uuid
    self.name = name
    self.state = state
    self.capacity = capacity
    self.allocation = allocation
    self.available = available
    self.path = path
    self.autostart = autostart
  }
}
