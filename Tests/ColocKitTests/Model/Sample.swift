import ColocKit
import Foundation

/// Records as they could stand in a rack, every field with a value of its own.
enum Sample {
  static let moment = Timestamp(seconds: 1_793_650_500)

  static func uuid(_ number: Int) throws -> UUID {
    guard let uuid = UUID(uuidString: "00000000-0000-4000-8000-" + String(format: "%012d", number)) else {
      throw CocoaError(.formatting)
    }
    return uuid
  }

  static func key(_ comment: String = "ana@velo.example") throws -> SSHPublicKey {
    let blob = Data([0, 0, 0, 11]) + Data("ssh-ed25519".utf8) + Data([0, 0, 0, 32]) + Data(repeating: 7, count: 32)
    return try SSHPublicKey(parsing: "ssh-ed25519 \(blob.base64EncodedString()) \(comment)")
  }

  static func vm(_ name: String = "velo-web", number: Int = 1) throws -> VMRecord {
    VMRecord(
      name: try VMName(parsing: name),
      uuid: try uuid(number),
      host: "local",
      os: .debian,
      release: try Release(parsing: "12"),
      vcpus: 2,
      memory: .gibibytes(2),
      disk: .gibibytes(20),
      firmware: .bios,
      machine: "pc-q35-7.2",
      kvm: true,
      mac: try MACAddress(parsing: "52:54:00:00:00:" + String(format: "%02x", number)),
      ipv4: try IPv4Address(parsing: "10.77.0.\(10 + number)"),
      ipv6: try IPv6Address(parsing: "2001:db8:77::\(number)"),
      image: try Digest(parsing: String(repeating: "3f9a1c2b", count: 16)),
      login: try LoginName(parsing: "debian"),
      pool: "coloc",
      created: moment,
      hostKeys: [try key("")],
      sshKeys: [try key()],
      title: "The site of the workshop",
      protected: true
    )
  }

  /// One that was taken in as it is: of its system nothing was said.
  static func adopted(_ name: String = "old-web", number: Int = 7) throws -> VMRecord {
    VMRecord(
      name: try VMName(parsing: name),
      uuid: try uuid(number),
      host: "local",
      os: nil,
      release: nil,
      vcpus: 1,
      memory: .gibibytes(1),
      disk: .gibibytes(8),
      firmware: .bios,
      machine: "pc-i440fx-5.2",
      kvm: true,
      mac: try MACAddress(parsing: "52:54:00:aa:00:" + String(format: "%02x", number)),
      ipv4: nil,
      ipv6: nil,
      image: nil,
      login: nil,
      pool: "coloc",
      created: moment,
      adoption: Adoption(disks: ["/srv/vms/old-web.img"], adopted: moment)
    )
  }

  static func tenant(_ name: String = "asso-velo", isSelf: Bool = false, vms: [VMRecord]? = nil) throws -> Tenant {
    Tenant(
      name: try TenantName(parsing: name),
      displayName: "Atelier vélo du \"canal\" 🚲\u{7F}",
      language: .french,
      isSelf: isSelf,
      contacts: [try Contact(parsing: "email:contact@velo.example"), try Contact(parsing: "matrix:@ana:velo.example")],
      sshKeys: [try key()],
      conversations: [try conversation(1)],
      agreement: Agreement(
        vms: 2,
        vcpus: 4,
        memory: .gibibytes(4),
        disk: .gibibytes(60),
        sites: [try SiteName(parsing: "velo.example")],
        ownerAccess: true,
        conversation: ConversationID(number: 1),
        agreed: moment
      ),
      vms: try vms ?? [vm()],
      created: moment
    )
  }

  static func conversation(_ number: Int) throws -> Conversation {
    Conversation(
      id: ConversationID(number: number),
      date: try CalendarDate(parsing: "2026-11-02"),
      channel: .matrix,
      summary: "Site web et liste de diffusion,\n2 Go suffisent",
      recorded: moment
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
      sha512: try Digest(parsing: String(repeating: "3f9a1c2b", count: 16)),
      source: "built",
      pool: "coloc",
      added: moment
    )
  }

  static func intent(_ number: Int = 1, started: Timestamp = moment) throws -> Intent {
    Intent(
      id: try uuid(number),
      action: .create,
      rack: try uuid(99),
      tenant: try TenantName(parsing: "asso-velo"),
      vm: try vm(number: number),
      command: "vm create",
      started: started
    )
  }

  static func tombstone(_ number: Int = 1) throws -> Tombstone {
    Tombstone(
      tenant: try TenantName(parsing: "asso-velo"),
      vm: try vm(number: number),
      domainXML: "<domain>\n\t<name>velo-web</name>\n</domain>",
      deleted: moment,
      expires: moment.adding(days: 14),
      reason: "moved away"
    )
  }

  static func host() -> HostRecord {
    HostRecord(
      name: "local",
      uri: "qemu:///system",
      kvm: false,
      kvmFault: "/dev/kvm is not there",
      machine: "pc-q35-7.2",
      libvirtVersion: 9_000_000,
      hypervisorVersion: 7_002_000,
      probed: moment
    )
  }
}
