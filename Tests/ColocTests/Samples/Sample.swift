import Foundation

@testable import ColocKit

/// Records as they could stand in a rack.
enum Sample {
  static let moment = Timestamp(seconds: 1_793_650_500)

  static func uuid(_ text: String = "7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33") throws -> UUID {
    guard let uuid = UUID(uuidString: text) else { throw CocoaError(.formatting) }
    return uuid
  }

  static func rack() throws -> UUID { try uuid("6f0c1d2e-0000-4000-8000-000000000001") }

  static func key(_ comment: String = "ana@velo.example") throws -> SSHPublicKey {
    let blob = Data([0, 0, 0, 11]) + Data("ssh-ed25519".utf8) + Data([0, 0, 0, 32]) + Data(repeating: 7, count: 32)
    return try SSHPublicKey(parsing: "ssh-ed25519 \(blob.base64EncodedString()) \(comment)")
  }

  static func digest() throws -> Digest { try Digest(parsing: String(repeating: "3f9a1c2b", count: 16)) }

  static func vm(ipv6: Bool = false, firmware: Firmware = .bios) throws -> VMRecord {
    VMRecord(
      name: try VMName(parsing: "velo-web"),
      uuid: try uuid(),
      host: "garage",
      os: .debian,
      release: try Release(parsing: "12"),
      vcpus: 2,
      memory: .gibibytes(2),
      disk: .gibibytes(20),
      firmware: firmware,
      machine: "pc-q35-7.2",
      kvm: false,
      mac: try MACAddress(parsing: "52:54:00:12:34:56"),
      ipv4: try IPv4Address(parsing: "10.77.0.10"),
      ipv6: ipv6 ? try IPv6Address(parsing: "2001:db8:77::a") : nil,
      image: try digest(),
      login: try LoginName(parsing: "debian"),
      pool: "coloc",
      created: moment,
      sshKeys: [try key()]
    )
  }

  static func tenant(vms: [VMRecord] = []) throws -> Tenant {
    Tenant(
      name: try TenantName(parsing: "asso-velo"),
      displayName: "Atelier vélo",
      language: .french,
      isSelf: false,
      contacts: [try Contact(parsing: "email:contact@velo.example")],
      sshKeys: [try key()],
      conversations: [
        Conversation(
          id: ConversationID(number: 1),
          date: try CalendarDate(parsing: "2026-11-02"),
          channel: .matrix,
          summary: "Site web, 2 Go suffisent",
          recorded: moment
        )
      ],
      agreement: Agreement(
        vms: 1,
        vcpus: 2,
        memory: .gibibytes(2),
        disk: .gibibytes(20),
        sites: [try SiteName(parsing: "velo.example")],
        ownerAccess: false,
        conversation: ConversationID(number: 1),
        agreed: moment
      ),
      vms: vms,
      created: moment
    )
  }

  static func image() throws -> ImageRecord {
    ImageRecord(
      os: .debian,
      release: try Release(parsing: "12"),
      format: .qcow2,
      firmware: .bios,
      size: .mebibytes(300),
      virtualSize: .gibibytes(2),
      sha512: try digest(),
      source: "built",
      pool: "coloc",
      added: moment
    )
  }

  static func configuration() throws -> Configuration {
    Configuration(
      rack: try rack(),
      owner: .init(name: "Zoé", mail: nil),
      host: .init(name: "garage", uri: "qemu:///system"),
      timezone: "Europe/Paris",
      pool: .init(name: "coloc", path: "/var/lib/libvirt/images/coloc"),
      points: "/var/lib/coloc-points",
      network: .nat(name: "coloc", ipv4: try IPv4Network(parsing: "10.77.0.0/24"), ipv6: nil),
      filters: "coloc",
      reserve: .init(disk: .gibibytes(10), memory: .gibibytes(2))
    )
  }

  static func definition(
    ipv6: Bool = false,
    firmware: Firmware = .bios,
    kvm: Bool = true,
    plug: MachineDefinition.Plug = .network("coloc")
  ) throws -> MachineDefinition {
    MachineDefinition(
      vm: try vm(ipv6: ipv6, firmware: firmware),
      rack: try rack(),
      tenant: try TenantName(parsing: "asso-velo"),
      title: "velo-web (asso-velo, debian 12)",
      osinfo: "http://debian.org/debian/12",
      kvm: kvm,
      machine: "pc-q35-7.2",
      poolPath: "/var/lib/libvirt/images/coloc",
      plug: plug,
      filter: ipv6 ? "coloc-guest6" : "coloc-guest"
    )
  }
}
