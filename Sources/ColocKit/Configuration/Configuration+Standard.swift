public import Foundation

extension Configuration {
  /// What is built in: a configuration needs to name no more than its rack and its owner.
  public static func standard(rack: UUID, owner: Owner) -> Configuration {
    Configuration(
      rack: rack,
      owner: owner,
      host: Host(name: "local", uri: "qemu:///system"),
      timezone: "Etc/UTC",
      pool: Pool(name: "coloc", path: "/var/lib/libvirt/images/coloc"),
      points: "/var/lib/coloc-points",
      network: .nat(
        name: "coloc",
        ipv4: IPv4Network(holding: IPv4Address(value: 0x0A4D_0000), prefix: 24),
        ipv6: nil
      ),
      filters: "coloc",
      reserve: Reserve(disk: .gibibytes(10), memory: .gibibytes(2))
    )
  }
}
