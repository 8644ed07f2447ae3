import ColocKit
import Foundation
import Testing

extension SeedRequest {
  /// A request as `vm create velo-web` would make it.
  static func sample(
    os: ColocKit.OperatingSystem = .debian,
    ipv6: Bool = false,
    dns: [String] = ["10.77.0.1"],
    keys: [SSHPublicKey]? = nil
  ) throws -> SeedRequest {
    let vm = VMRecord(
      name: try VMName(parsing: "velo-web"),
      uuid: try #require(UUID(uuidString: "7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33")),
      host: "here",
      os: os,
      release: try Release(parsing: os == .debian ? "12" : "3.22"),
      vcpus: 2,
      memory: .gibibytes(2),
      disk: .gibibytes(20),
      firmware: .bios,
      mac: try MACAddress(parsing: "52:54:00:12:34:56"),
      ipv4: try IPv4Address(parsing: "10.77.0.10"),
      ipv6: ipv6 ? try IPv6Address(parsing: "2001:db8:77::10") : nil,
      image: try Digest(parsing: String(repeating: "ab", count: 64)),
      login: try LoginName(parsing: os.rawValue),
      pool: "coloc",
      created: try Timestamp(parsing: "2026-11-02T20:15:00Z"),
      sshKeys: try keys ?? [.sample]
    )
    return SeedRequest(
      vm: vm,
      network: GuestNetwork(
        ipv4Prefix: 24,
        gateway: try IPv4Address(parsing: "10.77.0.1"),
        ipv6Prefix: ipv6 ? 64 : nil,
        ipv6Gateway: ipv6 ? try IPv6Address(parsing: "2001:db8:77::1") : nil,
        dns: try dns.map { try IPv4Address(parsing: $0) }
      ),
      timezone: "Europe/Paris"
    )
  }
}

extension SSHPublicKey {
  /// A key made for these tests.
  static var sample: SSHPublicKey {
    get throws {
      try SSHPublicKey(
        parsing: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICgkX0eTHbbSgIBtRLRu8fTVQ/pBp0eTMqQ7fdVBGGLh ana@velo.example"
      )
    }
  }
}
