internal import ColocKit
internal import Foundation
internal import VirtKit

/// coloc's own packet filters: a guest speaks with its own MAC and IP addresses only, and serves no DHCP.
///
/// libvirt's `clean-traffic` lets a rogue DHCP server answer and drops all IPv6. Chains: lower priorities first.
struct RackFilters {
  let prefix: String
  let rack: UUID

  /// In the order in which they are defined: those that others refer to first.
  var definitions: [FilterDefinition] { [mac, arp, ipv4, ipv6, guest, guest6] }

  /// The filter of a VM without IPv6: everything but its IPv4 and ARP ends at the last rule.
  private var guest: FilterDefinition {
    filter(
      "guest",
      chain: "root",
      [
        .filter(mac.name), .filter(ipv4.name), accept("ipv4", -650), .filter(arp.name), accept("arp", -450), dropRest,
      ]
    )
  }

  /// The same with IPv6.
  private var guest6: FilterDefinition {
    filter(
      "guest6",
      chain: "root",
      [
        .filter(mac.name), .filter(ipv4.name), accept("ipv4", -650), .filter(ipv6.name), accept("ipv6", -550),
        .filter(arp.name), accept("arp", -450), dropRest,
      ]
    )
  }

  private var mac: FilterDefinition {
    filter(
      "mac",
      chain: "mac",
      priority: -800,
      [
        .rule(FilterRule(.return, .out, matches: [.init("mac", ["srcmacaddr": "$MAC"])])),
        .rule(FilterRule(.drop, .out, matches: [.init("mac")])),
      ]
    )
  }

  private var ipv4: FilterDefinition {
    filter(
      "ipv4",
      chain: "ipv4",
      priority: -700,
      [
        .rule(
          FilterRule(.drop, .out, priority: 100, matches: [.init("ip", ["protocol": "udp", "srcportstart": "67"])])
        ),
        .rule(
          FilterRule(
            .return,
            .out,
            priority: 200,
            matches: [
              .init(
                "ip",
                [
                  "srcipaddr": "0.0.0.0", "dstipaddr": "255.255.255.255", "protocol": "udp", "srcportstart": "68",
                  "dstportstart": "67",
                ]
              )
            ]
          )
        ),
        .rule(FilterRule(.return, .out, priority: 300, matches: [.init("ip", ["srcipaddr": "$IP"])])),
        .rule(FilterRule(.drop, .out, priority: 1000)),
      ]
    )
  }

  private var arp: FilterDefinition {
    filter(
      "arp",
      chain: "arp",
      priority: -500,
      [
        .rule(
          FilterRule(
            .drop,
            .out,
            priority: 100,
            matches: [.init("arp", ["match": "no", "arpsrcmacaddr": "$MAC"])]
          )
        ),
        .rule(FilterRule(.return, .out, priority: 200, matches: [.init("arp", ["arpsrcipaddr": "$IP"])])),
        .rule(FilterRule(.return, .out, priority: 300, matches: [.init("arp", ["arpsrcipaddr": "0.0.0.0"])])),
        .rule(FilterRule(.drop, .out, priority: 1000)),
      ]
    )
  }

  private var ipv6: FilterDefinition {
    filter(
      "ipv6",
      chain: "ipv6",
      priority: -600,
      [
        .rule(
          FilterRule(
            .drop,
            .out,
            priority: 100,
            matches: [.init("ipv6", ["protocol": "icmpv6", "type": "134"])]
          )
        ),
        .rule(
          FilterRule(
            .drop,
            .out,
            priority: 110,
            matches: [.init("ipv6", ["protocol": "udp", "srcportstart": "547"])]
          )
        ),
        .rule(FilterRule(.return, .out, priority: 200, matches: [.init("ipv6", ["srcipaddr": "$IPV6"])])),
        .rule(
          FilterRule(
            .return,
            .out,
            priority: 210,
            matches: [.init("ipv6", ["srcipaddr": "fe80::", "srcipmask": "10"])]
          )
        ),
        .rule(
          FilterRule(
            .return,
            .out,
            priority: 220,
            matches: [.init("ipv6", ["srcipaddr": "::", "protocol": "icmpv6"])]
          )
        ),
        .rule(FilterRule(.drop, .out, priority: 1000)),
      ]
    )
  }

  private var dropRest: FilterDefinition.Item { .rule(FilterRule(.drop, .inout, priority: 1000)) }

  private func accept(_ protocolID: String, _ priority: Int) -> FilterDefinition.Item {
    .rule(FilterRule(.accept, .inout, priority: priority, matches: [.init("mac", ["protocolid": protocolID])]))
  }

  private func filter(
    _ name: String,
    chain: String,
    priority: Int? = nil,
    _ items: [FilterDefinition.Item]
  ) -> FilterDefinition {
    let full = "\(prefix)-\(name)"
    return FilterDefinition(
      name: full,
      uuid: RackUUID.derived(from: rack, for: "filter:\(full)"),
      chain: chain,
      priority: priority,
      items: items
    )
  }
}
