import Foundation
import Testing
import VirtKit

@Suite struct DescriptionTests {
  @Test func descriptionReadsWhatTheDefinitionSays() throws {
    let domain = try DomainDescription(xml: Samples.domain().xml)
    #expect(domain.name == "velo-web")
    #expect(domain.uuid == Samples.domainID)
    #expect(domain.title == "velo-web: atelier vélo <du canal>")
    #expect(domain.description == "Site & liste")
    #expect(domain.type == .qemu)
    #expect(domain.machine == "pc-q35-7.2")
    #expect(domain.memory == 2 << 30)
    #expect(domain.vcpus == 2)
    #expect(domain.cpuShares == 512)
    #expect(domain.cpuMode == .maximum)
    #expect(domain.firmware == nil)
    #expect(domain.hasAgentChannel)
    #expect(domain.agentConnected == nil)
    #expect(domain.metadata(namespace: Samples.namespace)?["rack"] == "6f0c")
    #expect(domain.metadata.count == 2)
  }

  @Test func disksAreRead() throws {
    let disks = try DomainDescription(xml: Samples.domain().xml).disks
    #expect(disks.map(\.target) == ["vda", "vdb", "vdc"])
    #expect(
      disks.map(\.source) == [
        .volume(pool: "coloc", name: "velo-web.qcow2"), .file("/var/lib/images/velo-web seed.iso"),
        .block("/dev/vg/data"),
      ]
    )
    #expect(disks.map(\.format) == ["qcow2", "raw", "raw"])
    #expect(disks.map(\.isReadOnly) == [false, true, false])
    #expect(disks[0].serial == "disk")
    #expect(disks[0].backingPaths == ["/var/lib/images/base.qcow2"])
    #expect(disks.map(\.bus) == ["virtio", "virtio", "virtio"])
  }

  @Test func interfacesAreRead() throws {
    let interfaces = try DomainDescription(xml: Samples.domain().xml).interfaces
    #expect(interfaces.map(\.source) == [.network("coloc"), .bridge("br0")])
    #expect(interfaces.map(\.mac) == ["52:54:00:aa:bb:01", "52:54:00:aa:bb:02"])
    #expect(interfaces.map(\.isIsolated) == [true, false])
    #expect(interfaces[0].filter?.name == "coloc-guest")
    #expect(interfaces[0].filterAddresses == ["10.77.0.10", "fd00::10"])
    #expect(interfaces[1].filter == nil)
  }

  @Test func liveXMLTellsWhatRuns() throws {
    let domain = try DomainDescription(
      xml: """
        <domain type='kvm' id='7'><name>a</name><memory unit='KiB'>1024</memory><vcpu current='1'>4</vcpu>
        <os firmware='efi'><type machine='pc-q35-7.2'>hvm</type>
        <loader readonly='yes' type='pflash'>/usr/share/OVMF/CODE.fd</loader><nvram>/var/lib/nvram/a.fd</nvram></os>
        <devices><serial type='pty'><source path='/dev/pts/3'/></serial>
        <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='disconnected'/></channel>
        <interface type='network'><source network='n' bridge='virbr0'/><target dev='vnet3'/></interface>
        <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk></devices></domain>
        """
    )
    #expect(domain.id == 7)
    #expect(domain.memory == 1 << 20)
    #expect(domain.vcpus == 1)
    #expect(domain.firmware == "efi")
    #expect(domain.loader == "/usr/share/OVMF/CODE.fd")
    #expect(domain.nvram == "/var/lib/nvram/a.fd")
    #expect(domain.serialPath == "/dev/pts/3")
    #expect(domain.agentConnected == false)
    #expect(domain.interfaces[0].device == "vnet3")
    #expect(domain.interfaces[0].source == .network("n"))
    #expect(domain.disks[0].source == nil)
    #expect(domain.disks[0].device == "cdrom")
  }

  @Test func networkIsRead() throws {
    let definition = Samples.network()
    let network = try NetworkDescription(xml: definition.xml)
    #expect(network.name == "coloc")
    #expect(network.uuid == definition.uuid)
    #expect(network.bridge == "virbr-coloc")
    #expect(network.forwardMode == "nat")
    #expect(network.domain == "coloc.lan")
    #expect(network.subnets == [definition.ipv4?.subnet, definition.ipv6].compactMap(\.self))
    #expect(network.reservations == definition.ipv4?.reservations)
    #expect(network.ranges.isEmpty)
  }

  @Test func rangesAndNetmasksOfOthersAreRead() throws {
    let network = try NetworkDescription(
      xml: """
        <network><name>default</name><forward/><ip address='192.168.122.1' netmask='255.255.240.0'>
        <dhcp><range start='192.168.122.2' end='192.168.122.254'/></dhcp></ip></network>
        """
    )
    #expect(network.forwardMode == "nat")
    #expect(network.subnets == [NetworkDefinition.Subnet(address: "192.168.122.1", prefix: 20)])
    #expect(network.ranges.map(\.end) == ["192.168.122.254"])
  }

  @Test func somethingElseIsRefused() {
    let domain = #expect(throws: DescriptionError.self) { try DomainDescription(xml: "<network/>") }
    #expect(domain?.found == "network")
    let network = #expect(throws: DescriptionError.self) { try NetworkDescription(xml: "<domain/>") }
    #expect(network?.found == "domain")
  }

  @Test func capabilitiesAreRead() async throws {
    // The test driver has none to give; QEMU's are asked for where a real libvirt runs.
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) { try await connection.domainCapabilities(type: .kvm) }
      #expect(error?.operation == "read capabilities of type")
      #expect(error?.object == "kvm")
    }
  }
}
