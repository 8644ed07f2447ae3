import Foundation
import Testing
import VirtKit

@Suite(.inLab, .timeLimit(.minutes(5))) struct VirtKitAgentTests {
  /// One boot of the small guest for all of it: it takes some ten seconds.
  @Test func agentAnswersFreezesAndShutsDown() async throws {
    try await VirtKitLab.with { connection in
      let image = try Lab.image("small-guest")
      let pool = try await VirtKitLab.pool(connection)
      let volume = VolumeDefinition(name: "guest.qcow2", capacity: 256 << 20)
      try await connection.createVolume(volume.xml, pool: pool)
      try await connection.upload(fileDescriptorOf: image, to: volume.name, pool: pool)
      let uuid = UUID()
      let machine = try await connection.domainCapabilities(type: .qemu, machine: "q35").machine
      var domain = DomainDefinition(
        name: "agent-\(pool)",
        uuid: uuid,
        type: .qemu,
        machine: machine,
        memory: 192 << 20,
        vcpus: 1
      )
      domain.disks = [DiskDefinition(.volume(pool: pool, name: volume.name), target: "vda")]
      try await connection.defineDomain(domain.xml)
      let events = try await connection.agentEvents()
      try await connection.startDomain(uuid)
      for await event in events where event.uuid == uuid && event.isConnected { break }
      #expect(try await connection.agentIsConnected(uuid))
      try await connection.agentSetResponseTimeout(uuid, seconds: 10)
      #expect(try await VirtKitLab.eventually { try await connection.agentPing(uuid) })
      let answer = try await connection.agentCommand(uuid, json: #"{"execute":"guest-info"}"#, timeoutSeconds: 10)
      #expect(answer.contains("guest-fsfreeze-freeze"))
      let addresses = try await connection.domainInterfaceAddresses(uuid, source: .agent)
      #expect(addresses.first { $0.name == "lo" }?.addresses.first?.address == "127.0.0.1")
      let frozen = try await connection.freeze(uuid)
      #expect(frozen > 0)
      let thawed = try await connection.thaw(uuid)
      #expect(thawed == frozen)
      let nonsense = await #expect(throws: LibvirtError.self) {
        try await connection.agentCommand(uuid, json: #"{"execute":"nothing"}"#, timeoutSeconds: 10)
      }
      #expect(nonsense?.isConnectionLost == false)
      try await connection.shutdownDomain(uuid, via: .acpi)
      #expect(try await VirtKitLab.eventually { try await connection.domain(uuid: uuid)?.state == .off })
      try await connection.undefineDomain(uuid)
      try await connection.deleteVolume(named: volume.name, pool: pool)
      try await connection.stopPool(pool)
      try await connection.deletePool(pool)
      try await connection.undefinePool(pool)
    }
  }
}
