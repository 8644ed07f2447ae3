import Foundation
import Testing
import VirtKit

@Suite struct ForeignDomainTests {
  @Test func plainVirtInstall() throws {
    let domain = try DomainDescription(xml: ForeignDomains.plain)
    #expect(domain.osinfo == "http://debian.org/debian/11")
    #expect(domain.hasSerialConsole && domain.hasAgentChannel && domain.hasRandom && domain.graphics.isEmpty)
    #expect(domain.disks.map(\.place) == ["/var/lib/libvirt/images/old-web.qcow2"])
    #expect(domain.interfaces.map(\.mac) == ["52:54:00:c3:7d:0e"])
    #expect(domain.vcpus == 2 && domain.memory == 384 << 20 && domain.firmware == nil)
    #expect(domain.cpuMode?.rawValue == "custom")
    #expect(domain.metadata.compactMap(\.namespace) == [DomainDescription.libosinfoNamespace])
  }

  @Test func desktop() throws {
    let domain = try DomainDescription(xml: ForeignDomains.desktop)
    #expect(domain.graphics == ["spice"] && !domain.hasAgentChannel && domain.hasRandom)
    #expect(domain.firmware == "efi" && domain.memory == 4 << 30 && domain.vcpus == 2)
    #expect(domain.disks.map(\.device) == ["disk", "cdrom"])
    #expect(domain.disks.map(\.place) == ["/var/lib/libvirt/images/desk.snap1", nil])
    #expect(domain.disks[0].backingPaths == ["/var/lib/libvirt/images/desk.qcow2"])
    #expect(domain.interfaces.map(\.source) == [.bridge("br0")])
    #expect(domain.metadata.compactMap(\.namespace).last == "http://other.example/1")
  }

  @Test func ofLongAgo() throws {
    let domain = try DomainDescription(xml: ForeignDomains.ancient)
    #expect(domain.machine == "pc" && domain.cpuMode == nil && domain.osinfo == nil)
    #expect(!domain.hasSerialConsole && !domain.hasAgentChannel && !domain.hasRandom)
    #expect(domain.graphics == ["vnc", "sdl"])
    #expect(domain.disks.map(\.place) == ["/var/lib/libvirt/images/pc.img", "lvm/pc-data", "rbd:rbd/pc-mail"])
    #expect(domain.disks.map(\.bus) == ["ide", "ide", "scsi"])
    #expect(domain.interfaces.map(\.mac) == ["52:54:00:a6:cd:8f"])
    #expect(domain.interfaces.map(\.model) == ["rtl8139"] && domain.interfaces[0].filter == nil)
  }

  @Test func aConsoleAloneIsASerialConsole() throws {
    let xml =
      "<domain type='kvm'><name>a</name><devices><console type='pty'/><rng model='virtio-transitional'/></devices></domain>"
    let domain = try DomainDescription(xml: xml)
    #expect(domain.hasSerialConsole && domain.hasRandom)
  }
}

@Suite struct DomainStorageTests {
  @Test func sizesAndSnapshots() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      let xml = """
        <domain type='test'><name>disks</name><uuid>\(uuid)</uuid><memory>1024</memory><os><type>hvm</type></os><devices>
        <disk type='file' device='disk'><source file='/virtkit-pool/a.img'/><target dev='vda' bus='virtio'/></disk>
        </devices></domain>
        """
      try await connection.defineDomain(xml)
      try await connection.startDomain(uuid)
      #expect(try await connection.blockInfo(uuid, disk: "vda").capacity > 0)
      let error = await #expect(throws: LibvirtError.self) { try await connection.blockInfo(uuid, disk: "vdz") }
      #expect(error?.operation == "read the size of disk vdz of domain")
      #expect(try await connection.snapshotCount(uuid) == 0)
    }
  }

  @Test func volumesAreFoundByPath() async throws {
    try await Fixture.with { connection in
      let volume = try await connection.volume(path: "/virtkit-pool/disk.qcow2")
      #expect(volume?.capacity == 1 << 30)
      let nothing = try await connection.volume(path: "/virtkit-pool/nothing.qcow2")
      #expect(nothing == nil)
    }
  }
}
