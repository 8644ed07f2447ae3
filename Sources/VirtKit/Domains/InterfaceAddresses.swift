/// The addresses of one network interface of a guest.
public struct InterfaceAddresses: Sendable, Equatable {
  /// The interface: the guest's name for it from the agent, the host's otherwise.
  public var name: String
  /// Its hardware address; nil for one without, as a tunnel.
  public var mac: String?
  /// Its addresses.
  public var addresses: [Address]

  /// An interface with every part given, as a fake in a test needs it.
  public init(name: String, mac: String?, addresses: [Address]) {
    self.name = name
    self.mac = mac
    self.addresses = addresses
  }

  /// One address with its prefix length.
  public struct Address: Sendable, Equatable {
    /// IPv4 or IPv6, as text.
    public var address: String
    /// The prefix length in bits; 0 when the source does not tell.
    public var prefix: Int
    /// Whether it is IPv6.
    public var isIPv6: Bool

    /// An address with every part given, as a fake in a test needs it.
    public init(address: String, prefix: Int, isIPv6: Bool) {
      self.address = address
      self.prefix = prefix
      self.isIPv6 = isIPv6
    }
  }

  /// Who is asked for a guest's addresses.
  public enum Source: Sendable, Hashable, CaseIterable {
    /// libvirt's own DHCP leases.
    case lease
    /// The guest agent: all addresses, the static ones too.
    case agent
    /// The host's neighbour table.
    case arp
  }
}
