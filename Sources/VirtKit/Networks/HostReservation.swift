/// A fixed address that a network's DHCP server keeps for one hardware address.
public struct HostReservation: Sendable, Hashable {
  /// The hardware address, lower case with colons.
  public var mac: String
  /// The IPv4 address.
  public var ip: String
  /// The host name it is told and that the network's DNS answers; nil for none.
  public var name: String?

  /// A reservation; the hardware address is written in lower case.
  public init(mac: String, ip: String, name: String?) {
    self.mac = mac.lowercased()
    self.ip = ip
    self.name = name
  }

  init?(_ element: XMLElement) {
    guard let mac = element["mac"], let ip = element["ip"] else { return nil }
    self.init(mac: mac, ip: ip, name: element["name"])
  }

  /// libvirt's `<host>` inside `<dhcp>`.
  public func element() -> XMLElement {
    XMLElement("host", ["mac": mac, "name": name, "ip": ip])
  }
}
