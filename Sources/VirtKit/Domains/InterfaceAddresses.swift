/// The addresses of one network interface of a guest.
public struct InterfaceAddresses: Sendable, Equatable {
  /// The interface: the guest's name for it from the agent, the host's otherwise.
  public var name: String
  /// Its hardware address; nil for one without, as a tunnel.
  public var mac: String?
  /// Its addresses.
  public var addresses: [Address]

  /// One address with its prefix length.
  public struct Address: Sendable, Equatable {
    /// IPv4 or IPv6, as text.
    public var address: String
    /// The prefix length in bits; 0 when the source does not tell.
    public var prefix: Int
    /// Whether it is IPv6.
    public var isIPv6: Bool
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
