import Testing

@testable import ColocKit

@Suite("recover: domains that a power cut took or brought back, trash that is due")
struct ReconcileTests {
  @Test("A domain that libvirt lost is defined again, shut off, reserved, and started with the daemon")
  func lost() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.arrange { host in
      host.domains = [:]
      host.reserved = []
    }
    let lines = try await Recovery(test.rack()).reconcile().steps.map(\.sentence)
    #expect(lines == ["velo-web was gone from libvirt: defined again, shut off"])
    #expect(try await test.traces() == .whole)
    let domain = try #require(await test.host.domains[vm.uuid])
    #expect(domain.state == .off && domain.autostart && domain.rack == test.configuration.rack)
    #expect(try await Recovery(test.rack()).reconcile().steps.isEmpty)
  }

  @Test("A domain that was lost with its disk is only told")
  func lostWithDisk() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.arrange { host in
      host.domains = [:]
      host.volumes[vm.diskVolume] = nil
    }
    let lines = try await Recovery(test.rack()).reconcile().steps.map(\.sentence)
    #expect(lines.count == 1 && lines.first?.contains("and its disk") == true)
    #expect(await test.host.domains.isEmpty)
  }

  @Test("A lost domain comes back with the machine type it was made with, whatever init found since")
  func machineType() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    #expect(vm.machine == "pc-q35-7.2" && vm.kvm == false)
    let host = Sample.host()
    let newer = HostRecord(
      name: host.name,
      uri: host.uri,
      kvm: true,
      kvmFault: nil,
      machine: "pc-q35-9.0",
      libvirtVersion: host.libvirtVersion,
      hypervisorVersion: host.hypervisorVersion,
      probed: host.probed
    )
    try test.rack().state.hosts.write(newer)
    let definition = try test.rack().definition(of: vm, for: test.rack().tenant(test.tenantName))
    #expect(definition.machine == "pc-q35-7.2" && !definition.kvm)
  }

  @Test("A domain with our mark that no record knows is named and left alone")
  func stray() async throws {
    let test = try await TestRack()
    let stray = try FakeDomain.foreign("velo-old", number: 61, rack: test.configuration.rack)
    let stranger = try FakeDomain.foreign("printer", number: 62)
    await test.host.arrange { host in
      host.domains[stray.uuid] = stray
      host.domains[stranger.uuid] = stranger
    }
    let lines = try await Recovery(test.rack()).reconcile().steps.map(\.sentence)
    #expect(lines.count == 1 && lines.first?.hasPrefix("domain velo-old carries this rack's mark") == true)
    #expect(await test.host.domains.count == 2)
  }

  @Test("A deleted domain that is back is removed again, its disks stay in the trash")
  func returned() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let domain = await test.host.domains[vm.uuid]
    _ = try await test.rack().delete(vm.name, reason: nil)
    await test.host.arrange { $0.domains[vm.uuid] = domain }
    let lines = try await Recovery(test.rack()).reconcile().steps.map(\.sentence)
    #expect(lines == ["velo-web was deleted and had come back: removed again, its disk is in the trash"])
    #expect(try await test.traces() == .trashed)
    try await test.expectTidy()
  }

  @Test("One that is back and runs is left alone and told")
  func returnedAndRuns() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    var domain = try #require(await test.host.domains[vm.uuid])
    _ = try await test.rack().delete(vm.name, reason: nil)
    domain.state = .running
    await test.host.arrange { [domain] in $0.domains[vm.uuid] = domain }
    let lines = try await Recovery(test.rack()).reconcile().steps.map(\.sentence)
    #expect(lines.count == 1 && lines.first?.contains("left alone") == true)
    #expect(await test.host.domains[vm.uuid]?.state == .running)
    // Not even when its day in the trash is over.
    test.clock.advance(.seconds(20 * 86_400))
    #expect(try await Recovery(test.rack()).reconcile().steps.map(\.outcome) == [.leftAlone])
    #expect(await test.host.domains[vm.uuid]?.state == .running)
    try await test.expectTidy()
  }

  @Test("Trash goes when its day is over, not a second before")
  func trash() async throws {
    let test = try await TestRack(trashDays: 2)
    let vm = try await test.makeVM()
    _ = try await test.rack().delete(vm.name, reason: nil)
    test.clock.advance(.seconds(2 * 86_400))
    #expect(try await Recovery(test.rack()).reconcile().steps.isEmpty)
    #expect(try await test.traces() == .trashed)
    test.clock.advance(.seconds(1))
    let lines = try await Recovery(test.rack("recover")).reconcile().steps.map(\.sentence)
    #expect(lines.count == 1 && lines.first?.hasPrefix("velo-web was in the trash since 2026-") == true)
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
  }

  @Test("A foreign domain without any mark of ours is no business of recovery")
  func foreign() async throws {
    let test = try await TestRack()
    let foreign = try FakeDomain.foreign("printer", number: 64)
    await test.host.arrange { $0.domains[foreign.uuid] = foreign }
    #expect(try await Recovery(test.rack()).reconcile().steps.isEmpty)
    #expect(await test.host.domains[foreign.uuid]?.state == .running)
  }

  @Test("Another rack's intent in our directory is left alone")
  func otherRack() async throws {
    let test = try await TestRack()
    let sample = try Sample.intent(3)
    let other = Intent(
      id: sample.id,
      action: .create,
      rack: try Sample.uuid(98),
      tenant: sample.tenant,
      vm: sample.vm,
      command: sample.command,
      started: sample.started
    )
    do { _ = try test.rack().state.intents.begin(other) }
    let lines = try await Recovery(test.rack()).endInterrupted().steps.map(\.sentence)
    #expect(lines.count == 1 && lines.first?.hasSuffix("belongs to another rack: left alone") == true)
    #expect(try test.rack().state.intents.all() == [other])
    #expect(await test.host.calls.isEmpty)
  }
}
