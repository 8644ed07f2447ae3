public import FoundationEssentials

/// A virtual network whose DHCP server knows its guests: reservations only, nothing for strangers.
public struct NetworkDefinition: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The UUID.
  public var uuid: UUID
  /// How guests reach the world.
  public var forward: Forward
  /// The bridge device on the host (at most 15 characters); nil lets libvirt name it.
  public var bridge: String?
  /// The DNS domain; names in it are answered here and asked nowhere else.
  public var domain: String?
  /// Names the network's DNS answers beside those of the reservations.
  public var dnsHosts: [DNSHost] = []
  /// The host's IPv4 address in the network, and what it reserves.
  public var ipv4: IPv4?
  /// The host's IPv6 address in the network.
  public var ipv6: Subnet?

  /// How guests reach the world.
  public enum Forward: Sendable, Hashable {
    /// Behind the host's address.
    case nat
    /// By routes that somebody else sets.
    case routed
    /// Not at all.
    case isolated
  }

  /// The host's address in a network.
  public struct Subnet: Sendable, Hashable {
    /// The host's own address.
    public var address: String
    /// The prefix length in bits.
    public var prefix: Int

    /// The host's address in a network.
    public init(address: String, prefix: Int) {
      self.address = address
      self.prefix = prefix
    }
  }

  /// The IPv4 side of a network.
  public struct IPv4: Sendable, Hashable {
    /// The host's address.
    public var subnet: Subnet
    /// Fixed addresses by hardware address.
    public var reservations: [HostReservation]

    /// The IPv4 side of a network.
    public init(_ subnet: Subnet, reservations: [HostReservation] = []) {
      self.subnet = subnet
      self.reservations = reservations
    }
  }

  /// A name for an address.
  public struct DNSHost: Sendable, Hashable {
    /// The address.
    public var address: String
    /// Its names.
    public var names: [String]

    /// Names for an address.
    public init(address: String, names: [String]) {
      self.address = address
      self.names = names
    }
  }

  /// A network without addresses yet.
  public init(name: String, uuid: UUID, forward: Forward, bridge: String? = nil) {
    self.name = name
    self.uuid = uuid
    self.forward = forward
    self.bridge = bridge
  }
}
