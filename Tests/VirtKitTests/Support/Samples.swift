import Foundation
import VirtKit

/// Definitions that use everything there is.
enum Samples {
  static let domainID = UUID()
  static let namespace = "https://example.org/virtkit/1"

  static func domain() -> DomainDefinition {
    var domain = DomainDefinition(
      name: "velo-web",
      uuid: domainID,
      type: .qemu,
      machine: "pc-q35-7.2",
      memory: 2 << 30,
      vcpus: 2
    )
    domain.title = "velo-web: atelier vélo <du canal>"
    domain.description = "Site & liste"
    domain.metadata = [
      XMLElement("vm", ["rack": "6f0c"]).inNamespace(namespace, prefix: "v"),
      .libosinfo(id: "http://debian.org/debian/12"),
    ]
    domain.cpuShares = 512
    domain.cpu = .maximum
    var disk = DiskDefinition(.volume(pool: "coloc", name: "velo-web.qcow2"), target: "vda")
    disk.serial = "disk"
    disk.backing = DiskDefinition.Backing(path: "/var/lib/images/base.qcow2", format: "qcow2")
    var seed = DiskDefinition(.file("/var/lib/images/velo-web seed.iso"), format: "raw", target: "vdb")
    seed.isReadOnly = true
    domain.disks = [disk, seed, DiskDefinition(.block("/dev/vg/data"), format: "raw", target: "vdc")]
    var interface = InterfaceDefinition(.network("coloc"), mac: "52:54:00:AA:BB:01")
    interface.isIsolated = true
    interface.filter = InterfaceDefinition.Filter(
      name: "coloc-guest",
      parameters: [FilterParameter("IP", "10.77.0.10"), FilterParameter("IPV6", "fd00::10")]
    )
    domain.interfaces = [interface, InterfaceDefinition(.bridge("br0"), mac: "52:54:00:aa:bb:02")]
    domain.console.logFile = "/var/log/libvirt/velo-web.log"
    return domain
  }

  static func network() -> NetworkDefinition {
    var network = NetworkDefinition(name: "coloc", uuid: UUID(), forward: .nat, bridge: "virbr-coloc")
    network.domain = "coloc.lan"
    network.dnsHosts = [NetworkDefinition.DNSHost(address: "10.77.0.1", names: ["gateway", "proxy"])]
    network.ipv4 = NetworkDefinition.IPv4(
      NetworkDefinition.Subnet(address: "10.77.0.1", prefix: 24),
      reservations: [HostReservation(mac: "52:54:00:AA:BB:01", ip: "10.77.0.10", name: "velo-web")]
    )
    network.ipv6 = NetworkDefinition.Subnet(address: "fd00::1", prefix: 64)
    return network
  }

  static func filter() -> FilterDefinition {
    FilterDefinition(
      name: "coloc-guest",
      uuid: UUID(),
      chain: "ipv4",
      priority: -700,
      items: [
        .rule(FilterRule(.accept, .out, priority: 100, matches: [FilterRule.Match("ip", ["srcipaddr": "$IP"])])),
        .rule(FilterRule(.drop, .inout, matchesState: false)),
        .filter("no-arp-spoofing", [FilterParameter("IP", "10.77.0.10")]),
      ]
    )
  }
}
