public import FoundationEssentials

/// What a network's XML says, as far as anyone here asks.
public struct NetworkDescription: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The UUID; nil in XML that was never defined.
  public var uuid: UUID?
  /// The bridge device.
  public var bridge: String?
  /// `nat`, `route`, `bridge` and so on; nil for an isolated network.
  public var forwardMode: String?
  /// The DNS domain.
  public var domain: String?
  /// The host's addresses, IPv4 and IPv6, in order.
  public var subnets: [NetworkDefinition.Subnet]
  /// Fixed IPv4 addresses by hardware address.
  public var reservations: [HostReservation]
  /// Addresses that are leased to anybody.
  public var ranges: [Range]

  /// First and last address of a range for anybody.
  public struct Range: Sendable, Hashable {
    /// The first address.
    public var start: String
    /// The last address.
    public var end: String
  }

  /// Reads a network's XML.
  ///
  /// - Throws: `XMLError`, or `DescriptionError` when it is no network.
  public init(xml: String) throws {
    let root = try XMLElement(parsing: xml)
    guard root.name == "network" else { throw DescriptionError(expected: "network", found: root.name) }
    name = root.first("name")?.text ?? ""
    uuid = root.first("uuid").flatMap { UUID(uuidString: $0.text) }
    bridge = root.first("bridge")?["name"]
    // libvirt means NAT by a <forward> without a mode.
    forwardMode = root.first("forward").map { $0["mode"] ?? "nat" }
    domain = root.first("domain")?["name"]
    let addresses = root.elements("ip")
    subnets = addresses.compactMap { NetworkDefinition.Subnet($0) }
    let dhcp = addresses.compactMap { $0.first("dhcp") }
    reservations = dhcp.flatMap { $0.elements("host").compactMap { HostReservation($0) } }
    ranges = dhcp.flatMap { dhcp in
      dhcp.elements("range").compactMap { range in
        guard let start = range["start"], let end = range["end"] else { return nil }
        return Range(start: start, end: end)
      }
    }
  }
}

extension NetworkDefinition.Subnet {
  /// Reads `<ip>`, which gives an IPv4 prefix as a number or as a netmask.
  fileprivate init?(_ ip: XMLElement) {
    guard let address = ip["address"] else { return nil }
    if let prefix = ip["prefix"].flatMap({ Int($0) }) {
      self.init(address: address, prefix: prefix)
    } else if let netmask = ip["netmask"] {
      let bits = netmask.split(separator: ".").compactMap { UInt8($0)?.nonzeroBitCount }
      guard bits.count == 4 else { return nil }
      self.init(address: address, prefix: bits.reduce(0, +))
    } else {
      return nil
    }
  }
}
