extension SeedRequest {
  /// The names that a template may use. All of them are always known, whatever the network has.
  var values: [String: TemplateValue] {
    let prefix6 = network.ipv6Prefix.map(String.init) ?? ""
    return [
      "name": .text(vm.name),
      "uuid": .text(vm.uuid.text),
      "fqdn": .text(domain.map { "\(vm.name).\($0)" } ?? vm.name.description),
      "login": .text(optional: vm.login),
      "ssh_keys": .texts(vm.sshKeys),
      "mac": .text(vm.mac),
      "os": .text(optional: vm.os?.rawValue),
      "release": .text(optional: vm.release),
      "timezone": .text(timezone),
      "ipv4": .text(optional: vm.ipv4),
      "ipv4_prefix": .text(network.ipv4Prefix),
      "ipv4_cidr": .text(ipv4CIDR),
      "gateway": .text(network.gateway),
      "ipv6": .text(optional: vm.ipv6),
      "ipv6_prefix": .text(prefix6),
      "ipv6_cidr": .text(ipv6CIDR ?? ""),
      "ipv6_gateway": .text(network.ipv6Gateway.map(\.description) ?? ""),
      // A guest without a fixed IPv6 address must not give itself one: it would be filtered, and every name with an AAAA
      // record would be tried in vain first.
      "accept_ra": .text(ipv6CIDR != nil && network.ipv6Gateway == nil ? 1 : 0),
      "dns": .texts(network.dns),
      "resolv_conf": .lines(network.dns.map { "nameserver \($0)\n" }.joined()),
      "subnets": .list(subnets),
    ]
  }

  private var ipv4CIDR: String { vm.ipv4.map { "\($0)/\(network.ipv4Prefix)" } ?? "" }

  private var ipv6CIDR: String? {
    guard let address = vm.ipv6, let prefix = network.ipv6Prefix else { return nil }
    return "\(address)/\(prefix)"
  }

  /// The `subnets` of cloud-init's network-config version 1.
  private var subnets: [JSONValue] {
    var ipv4: [String: JSONValue] = [
      "type": .string("static"), "address": .string(ipv4CIDR), "gateway": .text(network.gateway),
    ]
    // An empty list would become an empty line in Alpine's interfaces file.
    if !network.dns.isEmpty { ipv4["dns_nameservers"] = .texts(network.dns) }
    guard let ipv6CIDR else { return [.object(ipv4)] }
    var ipv6: [String: JSONValue] = ["type": .string("static6"), "address": .string(ipv6CIDR)]
    if let gateway = network.ipv6Gateway { ipv6["gateway"] = .text(gateway) }
    return [.object(ipv4), .object(ipv6)]
  }
}
