internal import ColocKit
internal import Foundation
internal import VirtKit

/// coloc's own packet filters: a guest speaks with its own MAC and IP addresses only, and serves no DHCP.
///
/// libvirt's `clean-traffic` lets a rogue DHCP server answer and drops all IPv6. All rules stand in one chain: libvirt
/// runs about eight ebtables processes for each further one, a third of a second at every start of a VM. The first rule
/// that matches decides, by ascending priority; what none accepts is dropped.
struct RackFilters {
  let prefix: String
  let rack: UUID

  /// The filter of VMs without IPv6, and that of VMs with it.
  var definitions: [FilterDefinition] {
    [filter("guest", ownAddresses + [dropRest]), filter("guest6", ownAddresses + ipv6 + [dropRest])]
  }

  private var ownAddresses: [FilterRule] {
    [
      // No other MAC address, whatever the protocol.
      rule(.drop, .out, 10, "mac", ["match": "no", "srcmacaddr": "$MAC"]),
      // No DHCP server: what leaves port 67.
      rule(.drop, .out, 20, "ip", ["protocol": "udp", "srcportstart": "67"]),
      rule(.accept, .out, 30, "ip", ["srcipaddr": "$IP"]),
      // A DHCP client may ask; the answer is its reservation.
      rule(
        .accept,
        .out,
        40,
        "ip",
        [
          "srcipaddr": "0.0.0.0", "dstipaddr": "255.255.255.255", "protocol": "udp", "srcportstart": "68",
          "dstportstart": "67",
        ]
      ),
      rule(.accept, .in, 50, "mac", ["protocolid": "ipv4"]),
      rule(.accept, .out, 60, "arp", ["arpsrcmacaddr": "$MAC", "arpsrcipaddr": "$IP"]),
      // Asking whether an address is free (RFC 5227) names none of its own.
      rule(.accept, .out, 70, "arp", ["arpsrcmacaddr": "$MAC", "arpsrcipaddr": "0.0.0.0"]),
      rule(.accept, .in, 80, "mac", ["protocolid": "arp"]),
    ]
  }

  private var ipv6: [FilterRule] {
    [
      // No router advertisement, no DHCPv6 server.
      rule(.drop, .out, 110, "ipv6", ["protocol": "icmpv6", "type": "134"]),
      rule(.drop, .out, 120, "ipv6", ["protocol": "udp", "srcportstart": "547"]),
      rule(.accept, .out, 130, "ipv6", ["srcipaddr": "$IPV6"]),
      // Neighbour discovery speaks from link-local addresses, and from none while one is tried out (RFC 4862).
      rule(.accept, .out, 140, "ipv6", ["srcipaddr": "fe80::", "srcipmask": "10"]),
      rule(.accept, .out, 150, "ipv6", ["srcipaddr": "::", "protocol": "icmpv6"]),
      rule(.accept, .in, 160, "mac", ["protocolid": "ipv6"]),
    ]
  }

  private var dropRest: FilterRule { FilterRule(.drop, .inout, priority: 1000) }

  private func rule(
    _ action: FilterRule.Action,
    _ direction: FilterRule.Direction,
    _ priority: Int,
    _ proto: String,
    _ attributes: KeyValuePairs<String, String>
  ) -> FilterRule {
    FilterRule(action, direction, priority: priority, matches: [.init(proto, attributes)])
  }

  private func filter(_ name: String, _ rules: [FilterRule]) -> FilterDefinition {
    let full = "\(prefix)-\(name)"
    return FilterDefinition(
      name: full,
      uuid: RackUUID.derived(from: rack, for: "filter:\(full)"),
      chain: "root",
      items: rules.map { .rule($0) }
    )
  }
}
