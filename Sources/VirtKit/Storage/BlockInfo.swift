/// How large a disk of a domain is.
public struct BlockInfo: Sendable, Equatable {
  /// What the guest sees, in bytes.
  public var capacity: UInt64
  /// What it takes on the host, in bytes.
  public var allocation: UInt64
  /// How far the file or device reaches, in bytes.
  public var physical: UInt64

  /// A record with every part given, as a fake in a test needs it.
  public init(capacity: UInt64, allocation: UInt64, physical: UInt64) {
    self.capacity = capacity
    self.allocation = allocation
    self.physical = physical
  }
}
