/// What a domain's XML says of one network interface.
public struct InterfaceDescription: Sendable, Hashable {
  /// Its hardware address, lower case; nil in XML that was never defined.
  public var mac: String?
  /// What it is plugged into; nil for a kind not listed.
  public var source: InterfaceDefinition.Source?
  /// The card the guest sees.
  public var model: String?
  /// Its filter with its parameters.
  public var filter: InterfaceDefinition.Filter?
  /// Whether its port is isolated.
  public var isIsolated: Bool
  /// The device on the host while it runs, as in `vnet3`.
  public var device: String?

  /// The addresses its filter was given, IPv4 and IPv6, in order.
  public var filterAddresses: [String] {
    filter?.parameters.filter { $0.name == "IP" || $0.name == "IPV6" }.map(\.value) ?? []
  }

  init(_ interface: XMLElement) {
    mac = interface.first("mac")?["address"]?.lowercased()
    let place = interface.first("source")
    // A running network interface names its bridge too: the network is what was asked for.
    if let network = place?["network"] {
      source = .network(network)
    } else {
      source = place?["bridge"].map { .bridge($0) }
    }
    model = interface.first("model")?["type"]
    filter = interface.first("filterref").map { reference in
      InterfaceDefinition.Filter(
        name: reference["filter"] ?? "",
        parameters: reference.elements("parameter").compactMap { parameter in
          guard let name = parameter["name"], let value = parameter["value"] else { return nil }
          return FilterParameter(name, value)
        }
      )
    }
    isIsolated = interface.first("port")?["isolated"] == "yes"
    device = interface.first("target")?["dev"]
  }
}
