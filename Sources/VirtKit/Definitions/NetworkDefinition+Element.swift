extension NetworkDefinition {
  /// libvirt's `<network>`.
  public func element() -> XMLElement {
    XMLElement("network") {
      XMLElement("name", text: name)
      XMLElement("uuid", text: uuid.libvirtText)
      switch forward {
      case .nat: XMLElement("forward", ["mode": "nat"])
      case .routed: XMLElement("forward", ["mode": "route"])
      case .isolated: [XMLElement]()
      }
      // A bridge with one host behind it has no loops to look for: guests are on at once.
      XMLElement("bridge", ["name": bridge, "stp": "on", "delay": "0"])
      domain.map { XMLElement("domain", ["name": $0, "localOnly": "yes"]) }
      if !dnsHosts.isEmpty {
        XMLElement("dns") {
          dnsHosts.map { host in
            XMLElement("host", ["ip": host.address]) { host.names.map { XMLElement("hostname", text: $0) } }
          }
        }
      }
      ipv4.map { ipv4 in
        XMLElement("ip", ["family": "ipv4", "address": ipv4.subnet.address, "prefix": String(ipv4.subnet.prefix)]) {
          // No <range>: libvirt then runs the server for its hosts only (dnsmasq's "static").
          if !ipv4.reservations.isEmpty { XMLElement("dhcp") { ipv4.reservations.map { $0.element() } } }
        }
      }
      ipv6.map { XMLElement("ip", ["family": "ipv6", "address": $0.address, "prefix": String($0.prefix)]) }
    }
  }

  /// libvirt's network XML.
  public var xml: String {
    get throws(XMLError) { try element().xml }
  }
}
