/// An address that a network's DHCP server has given out.
public struct NetworkLease: Sendable, Equatable {
  /// The hardware address; nil when the server noted none (DHCPv6).
  public var mac: String?
  /// The address.
  public var address: String
  /// The prefix length in bits.
  public var prefix: Int
  /// The name the guest gave itself: its words, not to be trusted.
  public var hostName: String?
  /// When it runs out, in seconds since 1970.
  public var expiry: Int64

  /// A lease with every part given, as a fake in a test needs it.
  public init(mac: String?, address: String, prefix: Int, hostName: String?, expiry: Int64) {
    self.mac = mac
    self.address = address
    self.prefix = prefix
    self.hostName = hostName
    self.expiry = expiry
  }
}
