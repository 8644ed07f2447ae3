import Foundation
import Testing

@testable import VirtKit

@Suite(.inLab, .timeLimit(.minutes(5))) struct VirtKitDomainTests {
  @Test func hostAndCapabilitiesAreTold() async throws {
    try await VirtKitLab.with { connection in
      let host = try await connection.hostInfo()
      #expect(host.hostUUID != nil)
      #expect(host.hypervisorVersion > 0)
      let capabilities = try await connection.domainCapabilities(type: .qemu, machine: "q35")
      #expect(capabilities.machine.hasPrefix("pc-q35-"))
      #expect(capabilities.emulator.hasPrefix("/"))
      #expect(capabilities.cpuModes.contains("maximum"))
      #expect(capabilities.firmware.contains("bios") || capabilities.hasUEFI)
      await #expect(throws: LibvirtError.self) {
        try await connection.domainCapabilities(type: .qemu, machine: "nothing")
      }
    }
  }

  @Test func definitionIsKeptAndStarts() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      var definition = try await guest.definition(connection)
      definition.title = "Écho <&>"
      definition.metadata = [XMLElement("vm", ["a": "b"]).inNamespace("https://example.org/vk", prefix: "v")]
      let defined = try await connection.defineDomain(definition.xml)
      #expect(defined.state == .off)
      #expect(defined.memory == definition.memory)
      try await connection.startDomain(guest.uuid)
      let listed = try await connection.domains().first { $0.uuid == guest.uuid }
      #expect(listed?.state == .running)
      #expect(listed?.vcpus == 1)
      #expect(listed?.memory == definition.memory)
      let xml = try await connection.domainXML(guest.uuid, inactive: false)
      let live = try DomainDescription(xml: xml)
      #expect(live.title == definition.title)
      #expect(live.machine == definition.machine)
      #expect(live.serialPath?.hasPrefix("/dev/pts/") == true)
      #expect(live.agentConnected == false)
      #expect(live.metadata(namespace: "https://example.org/vk")?["a"] == "b")
      #expect(try await connection.agentIsConnected(guest.uuid) == false)
      let again = await #expect(throws: LibvirtError.self) { try await connection.startDomain(guest.uuid) }
      #expect(again?.code == .operationInvalid)
      let asked = await #expect(throws: LibvirtError.self) {
        try await connection.shutdownDomain(guest.uuid, via: .agent)
      }
      #expect(asked?.code == .agentUnresponsive)
      #expect(try await connection.agentPing(guest.uuid, timeoutSeconds: 1) == false)
      try await connection.shutdownDomain(guest.uuid, via: .acpi)
      try await connection.destroyDomain(guest.uuid, graceful: true)
      try await guest.remove(connection)
    }
  }

  /// A QEMU that does not answer delays calls about itself, and nothing else.
  @Test func hungDomainDelaysNobodyElse() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      try await connection.defineDomain(try await guest.definition(connection).xml)
      try await connection.startDomain(guest.uuid)
      let file = "/run/libvirt/qemu/\(guest.name).pid"
      let process = try #require(Int32(String(contentsOfFile: file, encoding: .utf8).filter(\.isNumber)))
      kill(process, SIGSTOP)
      let hung = Task { try await connection.suspendDomain(guest.uuid, deadline: .seconds(2)) }
      // The first listing meets a QEMU of which nobody knows yet that it hangs.
      let first = try await connection.domains(deadline: .seconds(10))
      #expect(first.contains { $0.uuid == guest.uuid })
      let error = await #expect(throws: DeadlineError.self) { try await hung.value }
      #expect(error?.seconds == 2)
      let records = try await connection.domains(deadline: .seconds(5))
      #expect(records.first { $0.uuid == guest.uuid }?.state.isActive == true)
      #expect(try await connection.domain(uuid: guest.uuid, deadline: .seconds(5)) != nil)
      kill(process, SIGCONT)
      try await connection.destroyDomain(guest.uuid)
      try await guest.remove(connection)
    }
  }

  /// Twelve callers at once: eight links at most, and each caller has its answer.
  @Test func overlappingCallsTakeTurns() async throws {
    try await VirtKitLab.with { connection in
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<12 { group.addTask { try await connection.hostInfo().cpus } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count == 12)
      #expect(Set(answers).count == 1)
      #expect((1...LinkPool.limit).contains(connection.links.openCount))
    }
  }

  @Test func eventsTellAStartAndAStop() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      let events = try await connection.lifecycleEvents()
      try await connection.createDomain(try await guest.definition(connection).xml)
      try await connection.destroyDomain(guest.uuid)
      var kinds: [DomainEvent.Kind] = []
      for await event in events where event.uuid == guest.uuid {
        kinds.append(event.kind)
        if event.kind == .stopped { break }
      }
      #expect(kinds.contains(.started))
      try await guest.remove(connection)
    }
  }

  @Test func runningDomainTakesProcessorsAndDisk() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      var definition = try await guest.definition(connection)
      definition.maximumVCPUs = 4
      let path = try #require(try await connection.volume(named: "boot.raw", pool: guest.pool)?.path)
      // Of a disk that names a volume libvirt tells nothing while it is off.
      definition.disks = [DiskDefinition(.file(path), format: "raw", target: "vda")]
      try await connection.defineDomain(definition.xml)
      let off = try await connection.domainSizes(guest.uuid)
      #expect(off.vcpus == 1 && off.maximumVCPUs == 4 && off.liveVCPUs == nil)
      #expect(try await connection.diskCapacity(guest.uuid, disk: "vda") == 2 << 20)
      try await connection.resizeVolume(path: path, capacity: 3 << 20)
      #expect(try await connection.diskCapacity(guest.uuid, disk: path) == 3 << 20)
      try await connection.startDomain(guest.uuid)
      try await connection.plugVCPUs(guest.uuid, 3)
      try await connection.setDomainMemory(guest.uuid, bytes: 48 << 20)
      try await connection.blockResize(guest.uuid, disk: path, bytes: 4 << 20)
      let on = try await connection.domainSizes(guest.uuid)
      #expect(on == DomainSizes(memory: 48 << 20, vcpus: 1, maximumVCPUs: 4, liveVCPUs: 3, liveMaximumVCPUs: 4))
      #expect(try await connection.diskCapacity(guest.uuid, disk: "vda") == 4 << 20)
      #expect(try await connection.domain(uuid: guest.uuid)?.memory == 32 << 20)
      await #expect(throws: LibvirtError.self) { try await connection.plugVCPUs(guest.uuid, 5) }
      await #expect(throws: LibvirtError.self) { try await connection.useVCPUs(guest.uuid, 3) }
      let nowhere = await #expect(throws: LibvirtError.self) {
        try await connection.resizeVolume(path: "/nowhere.raw", capacity: 1 << 20)
      }
      #expect(nowhere?.code == .noStorageVolume)
      try await guest.remove(connection)
    }
  }

  @Test func savedDomainSaysSo() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      try await connection.defineDomain(try await guest.definition(connection).xml)
      #expect(try await connection.hasManagedSave(guest.uuid) == false)
      #expect(try await connection.domains().allSatisfy { !$0.hasManagedSave })
      try await connection.undefineDomain(
        guest.uuid,
        options: [.managedSave, .snapshotsMetadata, .checkpointsMetadata, .nvram]
      )
      let gone = try await connection.domain(uuid: guest.uuid)
      #expect(gone == nil)
      try await guest.remove(connection)
    }
  }
}
