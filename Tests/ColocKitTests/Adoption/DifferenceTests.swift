import Testing

@testable import ColocKit

@Suite("What an adopted VM has other than coloc's own, each with a stable word")
struct DifferenceTests {
  /// A domain that has everything as coloc makes it.
  private func own() throws -> MachineSurvey {
    MachineSurvey(
      machine: Machine(
        uuid: try Sample.uuid(7),
        name: "old-web",
        state: .running,
        vcpus: 1,
        memory: .gibibytes(1)
      ),
      machineType: "pc-q35-7.2",
      kvm: true,
      cpuMode: "host-passthrough",
      disks: [
        SurveyedDisk(
          place: "/var/lib/libvirt/images/coloc/old-web.qcow2",
          target: "vda",
          bus: "virtio",
          format: "qcow2",
          compat: "1.1",
          capacity: .gibibytes(8)
        )
      ],
      interfaces: [
        SurveyedInterface(
          mac: try MACAddress(parsing: "52:54:00:aa:00:07"),
          plug: .network("coloc"),
          filter: "coloc-guest",
          isIsolated: true
        )
      ]
    )
  }

  private func differences(
    ipv4: String? = "10.77.0.50",
    _ change: (inout MachineSurvey) throws -> Void = { _ in }
  ) async throws -> [AdoptionDifference] {
    var survey = try own()
    try change(&survey)
    var vm = try Sample.adopted()
    vm.ipv4 = try ipv4.map { try IPv4Address(parsing: $0) }
    let configuration = try await TestRack().configuration
    return try AdoptionReview(survey: survey, vm: vm, tenant: TestRack.tenant().name, configuration: configuration)
      .differences
  }

  @Test("In coloc's own form there is none")
  func none() async throws { #expect(try await differences().isEmpty) }

  @Test("Each departure gives exactly its word", arguments: AdoptionDifference.Code.allCases)
  func each(_ code: AdoptionDifference.Code) async throws {
    let ipv4 = code == .addressUnknown ? nil : "10.77.0.50"
    let found = try await differences(ipv4: ipv4) { try depart(&$0, code) }
    #expect(found.map(\.code) == [code], "\(found)")
    #expect(found.allSatisfy { !$0.message.isEmpty && !$0.message.hasSuffix(".") })
  }

  private func depart(_ survey: inout MachineSurvey, _ code: AdoptionDifference.Code) throws {
    switch code {
    case .diskBus: survey.disks[0].bus = "ide"
    case .diskFormat: survey.disks[0].format = "raw"
    case .diskCompat: survey.disks[0].compat = "0.10"
    case .diskPlace: survey.disks[0].place = "/srv/old-web.qcow2"
    case .diskCount: survey.disks.append(survey.disks[0])
    case .backingChain: survey.disks[0].backing = "/srv/base.qcow2"
    case .snapshots: survey.snapshots = 2
    case .managedSave:
      let old = survey.machine
      survey.machine = Machine(uuid: old.uuid, name: old.name, state: .saved, vcpus: old.vcpus, memory: old.memory)
    case .agentChannel: survey.hasAgentChannel = false
    case .serialConsole: survey.hasSerialConsole = false
    case .random: survey.hasRandom = false
    case .graphics: survey.graphics = ["vnc"]
    case .machineAlias: survey.machineType = "pc"
    case .cpuMode: survey.cpuMode = nil
    case .autostart: survey.autostart = false
    case .network: survey.interfaces[0].plug = .bridge("br0")
    case .interfaceModel: survey.interfaces[0].model = "e1000"
    case .interfaceCount: survey.interfaces.append(survey.interfaces[0])
    case .filter: survey.interfaces[0].filter = "clean-traffic"
    case .portIsolation: survey.interfaces[0].isIsolated = false
    case .addressUnknown: break
    case .addressSeen: survey.sightings = [Sighting(.lease, try IPv4Address(parsing: "192.168.122.9"))]
    case .metadata: survey.metadata = ["http://other.example/1"]
    }
  }

  @Test("The cures are commands with the domain's own words, quoted for a shell")
  func cures() async throws {
    let found = try await differences { survey in
      survey.disks[0].place = "/srv/it's old.img"
      survey.disks[0].format = "raw"
      survey.disks[0].bus = "ide"
      survey.disks[0].target = "hda"
    }
    let cures = Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0.cure ?? "") })
    #expect(cures[.diskBus]?.hasPrefix("virsh edit old-web") == true)
    let conversion =
      "coloc vm stop old-web; qemu-img convert -f raw -O qcow2 -o compat=1.1 '/srv/it'\\''s old.img'"
      + " /var/lib/libvirt/images/coloc/old-web-hda.qcow2; virsh edit old-web"
    #expect(cures[.diskFormat] == conversion)
    #expect(cures[.diskPlace]?.contains("mv '/srv/it'\\''s old.img' /var/lib/libvirt/images/coloc/") == true)
    let amend = try await differences { $0.disks[0].compat = "0.10" }.first?.cure
    #expect(
      amend
        == "coloc vm stop old-web; qemu-img amend -f qcow2 -o compat=1.1 /var/lib/libvirt/images/coloc/old-web.qcow2"
    )
  }

  @Test("What is only heard of its address is shown as such")
  func hearsay() async throws {
    let found = try await differences(ipv4: nil) {
      $0.sightings = [Sighting(.lease, try IPv4Address(parsing: "192.168.122.9"))]
    }
    #expect(
      found.first?.message
        == "its address is not known; a DHCP lease says 192.168.122.9, which is not relied on"
    )
    #expect(found.first?.cure?.hasSuffix("--address 192.168.122.9") == true)
  }

  @Test("libosinfo's identifier says the system, also of a release that coloc does not know")
  func identity() async throws {
    let templates = try await TestRack().rack().templates
    func system(_ osinfo: String) throws -> String? {
      try GuestIdentity(osinfo: osinfo, templates: templates)
        .map { "\($0.os.rawValue) \($0.release?.description ?? "-")" }
    }
    #expect(try system("http://debian.org/debian/12") == "debian 12")
    #expect(try system("http://debian.org/debian/9") == "debian 9")
    #expect(try system("http://debian.org/debian/testing") == "debian -")
    #expect(try system("http://alpinelinux.org/alpinelinux/3.17") == "alpine 3.17")
    #expect(try system("http://microsoft.com/win/xp") == nil)
  }
}
