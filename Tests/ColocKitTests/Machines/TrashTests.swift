import Testing

@testable import ColocKit

@Suite("Deleting, bringing back and purging")
struct TrashTests {
  @Test("There and back: shut off, the same record, the same address, the disks kept")
  func thereAndBack() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let tombstone = try await test.rack("vm delete").delete(vm.name, reason: "moved")
    #expect(try await test.traces() == .trashed)
    #expect(tombstone.expires == tombstone.deleted.adding(days: 14) && tombstone.reason == "moved")
    let calls = await test.host.calls
    #expect(calls.contains("undefine") && !calls.contains("undefine with NVRAM"))
    let back = try await test.rack("vm restore-deleted").restoreDeleted(vm.name, reason: nil)
    #expect(back == vm)
    #expect(try await test.traces() == .whole)
    #expect(await test.host.domains[vm.uuid]?.state == .off)
    #expect(await test.host.domains[vm.uuid]?.autostart == true)
    try await test.expectTidy()
  }

  @Test("A VM that runs is not deleted")
  func running() async throws {
    let test = try await TestRack()
    let vm = try await test.rack().create(test.request()).vm
    let failure = await Failure.of { _ = try await test.rack().delete(vm.name, reason: nil) }
    #expect(failure?.kind == .partly && failure?.hints == ["coloc vm stop velo-web"])
    #expect(try await test.traces() == .whole)
    try await test.expectTidy()
  }

  @Test("Destroying at once cuts the power of one that runs, and leaves nothing, not even in the trash")
  func atOnce() async throws {
    let test = try await TestRack()
    let vm = try await test.rack().create(test.request()).vm
    _ = try await test.rack("vm delete").delete(vm.name, now: true, reason: "spam")
    #expect(try await test.traces() == .nothing)
    #expect(try test.audit().count == 2)
    try await test.expectTidy()
  }

  @Test("Destroying at once, cut off at any call: whole, or gone for good", arguments: HostFault.allCases)
  func atOnceFaults(_ fault: HostFault) async throws {
    let healthy = try await TestRack()
    let name = try await healthy.rack().create(healthy.request()).vm.name
    await healthy.host.heal()
    _ = try await healthy.rack().delete(name, now: true, reason: nil)
    let calls = await healthy.host.calls
    for number in 1...calls.count {
      let test = try await TestRack()
      _ = try await test.rack().create(test.request())
      await test.host.fail(call: number, fault)
      _ = await Failure.of { _ = try await test.rack().delete(name, now: true, reason: nil) }
      try await test.recover()
      let traces = try await test.traces()
      #expect(traces == .whole || traces == .nothing, "call \(number) (\(calls[number - 1])) \(fault): \(traces)")
      try await test.expectTidy()
    }
  }

  @Test("A VM that libvirt lost can be deleted, and comes back from its record")
  func missing() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.arrange { $0.domains[vm.uuid] = nil }
    let tombstone = try await test.rack().delete(vm.name, reason: nil)
    #expect(tombstone.domainXML.isEmpty)
    _ = try await test.rack().restoreDeleted(vm.name, reason: nil)
    #expect(try await test.traces() == .whole)
  }

  @Test("Bringing back is judged by the gate, by the name, by the disks")
  func refused() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try await test.rack().delete(vm.name, reason: nil)
    func refusal() async -> Failure? {
      // The plan of --dry-run is refused by the same rule.
      let planned = await Failure.of { _ = try await test.rack().planRestore(vm.name) }
      let failure = await Failure.of { _ = try await test.rack().restoreDeleted(vm.name, reason: nil) }
      #expect(planned == failure && failure != nil)
      return failure
    }
    let agreement = try TestRack.tenant().agreement
    try test.change { $0.agreement = nil }
    #expect(await refusal()?.kind == .notPermitted)
    try test.change { $0.agreement = agreement }

    let foreign = try FakeDomain.foreign("velo-web", number: 62)
    await test.host.arrange { $0.domains[foreign.uuid] = foreign }
    #expect(await refusal()?.message == "local has a domain named velo-web already")
    await test.host.arrange { $0.domains[foreign.uuid] = nil }

    let seed = await test.host.arrange { $0.volumes.removeValue(forKey: vm.seedVolume) }
    #expect(await refusal()?.kind == .notFound)
    await test.host.arrange { $0.volumes[vm.seedVolume] = seed }

    _ = try await test.rack().create(test.request())
    #expect(await refusal()?.message == "asso-velo has a VM named velo-web now")
    #expect(
      await Failure.of { _ = try await test.rack().restoreDeleted(VMName(parsing: "other"), reason: nil) }?.kind
        == .notFound
    )
  }

  @Test("A purge takes the disks, and only then the tombstone")
  func purge() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try await test.rack().delete(vm.name, reason: nil)
    _ = try await test.rack("vm purge").purge(vm.name, reason: "asked")
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
    #expect(await Failure.of { _ = try await test.rack().purge(vm.name, reason: nil) }?.kind == .notFound)
    #expect(try test.audit().last?.contains(#""fields":["trash"]"#) == true)
  }

  private enum Operation: String, CaseIterable {
    case delete, restore, purge
  }

  @Test("Every call of the host going wrong: in the trash or not, never between", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    for operation in Operation.allCases {
      let healthy = try await prepared(for: operation)
      await healthy.host.heal()
      try await run(operation, on: healthy)
      let calls = await healthy.host.calls
      let (before, after) = (try await prepared(for: operation).traces(), try await healthy.traces())
      #expect(before != after && !calls.isEmpty)
      for number in 1...calls.count {
        let test = try await prepared(for: operation)
        await test.host.fail(call: number, fault)
        let failure = await Failure.of { try await run(operation, on: test) }
        let place: Comment = "\(operation), call \(number) (\(calls[number - 1])) \(fault)"
        #expect(failure != nil, place)
        try await test.recover()
        let traces = try await test.traces()
        #expect(traces == before || traces == after, "\(place): \(traces)")
        try await test.expectTidy(place)
        // The same command again finishes, or finds it done.
        let again = await Failure.of { try await run(operation, on: test) }
        #expect(again == nil || (traces == after && again?.kind != .unexpected), "\(place): \(again?.message ?? "")")
        #expect(try await test.traces() == after, place)
      }
    }
  }

  private func prepared(for operation: Operation) async throws -> TestRack {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    if operation != .delete { _ = try await test.rack().delete(vm.name, reason: nil) }
    return test
  }

  private func run(_ operation: Operation, on test: TestRack) async throws {
    switch operation {
    case .delete: _ = try await test.rack("vm delete").delete(test.vmName, reason: nil)
    case .restore: _ = try await test.rack("vm restore-deleted").restoreDeleted(test.vmName, reason: nil)
    case .purge: _ = try await test.rack("vm purge").purge(test.vmName, reason: nil)
    }
  }
}
