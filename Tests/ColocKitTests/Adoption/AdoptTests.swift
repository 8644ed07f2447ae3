import Foundation
import Testing

@testable import ColocKit

@Suite("Taking in a domain of other hands: marked and recorded, or left as it was")
struct AdoptTests {
  @Test("It is marked, recorded with what it really has, kept as it is, and audited; nothing else is ordered")
  func whole() async throws {
    let test = try await TestRack.withOldDomain()
    let before = TestRack.body(of: try await test.oldDomain())
    let plan = try await test.rack("vm adopt").adopt(TestRack.adoption())
    let vm = plan.vm
    #expect(vm.uuid == (try Sample.uuid(7)) && vm.vcpus == 1 && vm.memory == .gibibytes(1) && vm.disk == .gibibytes(8))
    #expect(vm.machine == "pc-i440fx-5.2" && vm.mac.description == "52:54:00:aa:00:07" && vm.ipv4 == nil)
    #expect(vm.adoption?.disks == ["/srv/vms/old-web.img"] && vm.volumes.isEmpty && vm.image == nil)
    #expect(try test.rack().find(vm.name).vm == vm)
    let domain = try #require(await test.oldDomain())
    #expect(domain.rack == test.configuration.rack)
    #expect(TestRack.body(of: domain) == before)
    #expect(try test.rack().state.definitions.read(vm.uuid)?.domainXML == domain.xml)
    let orders = await test.host.calls.filter { !["machines", "machine named", "survey", "definition"].contains($0) }
    #expect(orders.sorted() == ["autostart?", "mark"])
    #expect(try test.audit().last?.contains(#""object":"old-web""#) == true)
    try await test.expectTidy()
  }

  @Test("A plan only reads")
  func plan() async throws {
    let test = try await TestRack.withOldDomain()
    let plan = try await test.rack("vm adopt").planAdopt(TestRack.adoption())
    #expect(plan.differences.contains { $0.code == .diskBus })
    #expect(try await test.oldDomain()?.rack == nil)
    #expect(try test.rack().state.manifests.all().vms.isEmpty)
    #expect(try test.rack().state.definitions.survey().records.isEmpty)
    #expect(try test.audit().isEmpty)
    try await test.expectTidy()
  }

  @Test("Every call of the host failing or losing its answer, once or for good", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    let healthy = try await TestRack.withOldDomain()
    let before = TestRack.body(of: try await healthy.oldDomain())
    await healthy.host.heal()
    _ = try await healthy.rack("vm adopt").adopt(TestRack.adoption())
    let calls = await healthy.host.calls
    #expect(calls.contains("mark"))
    for number in 1...calls.count {
      let test = try await TestRack.withOldDomain()
      await test.host.fail(call: number, fault)
      let failure = await Failure.of { _ = try await test.rack("vm adopt").adopt(TestRack.adoption()) }
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(failure != nil, place)
      try await test.recover()
      let domain = try #require(await test.oldDomain())
      #expect(TestRack.body(of: domain) == before, place)
      let isRecorded = try !test.rack().state.manifests.all().vms.isEmpty
      #expect((domain.rack == test.configuration.rack) == isRecorded, place)
      #expect(try test.rack().state.definitions.survey().records.isEmpty == !isRecorded, place)
      try await test.expectTidy(place)
      // The same command again is boring: it takes it in, or says that it is there.
      let again = await Failure.of { _ = try await test.rack("vm adopt").adopt(TestRack.adoption()) }
      #expect(isRecorded ? again?.kind == .cannotCreate : again == nil, place)
      #expect(try await test.oldDomain()?.rack == test.configuration.rack, place)
    }
  }

  @Test("Killed behind the manifest, the mark lost in a power cut: marked again, the intent ended")
  func lostMark() async throws {
    let test = try await TestRack.withAdopted()
    let vm = try #require(test.rack().state.manifests.all().vms.first?.vm)
    let intent = Intent(
      id: vm.uuid,
      action: .adopt,
      rack: test.configuration.rack,
      tenant: try test.tenantName,
      vm: vm,
      command: "coloc vm adopt",
      started: VirtualClock.dawn
    )
    do { _ = try test.rack().state.intents.begin(intent) }
    await test.host.arrange { $0.domains[vm.uuid]?.carry(rack: nil) }
    let lines = try await test.recover()
    #expect(lines.contains { $0.hasSuffix("old-web is adopted") })
    #expect(try await test.oldDomain()?.rack == test.configuration.rack)
    try await test.expectTidy()
  }

  @Test("Undoing never takes another rack's mark off")
  func undoOfOthers() async throws {
    let test = try await TestRack.withOldDomain()
    let plan = try await test.rack().planAdopt(TestRack.adoption())
    let intent = Intent(
      id: plan.vm.uuid,
      action: .adopt,
      rack: test.configuration.rack,
      tenant: try test.tenantName,
      vm: plan.vm,
      command: "coloc vm adopt",
      started: VirtualClock.dawn
    )
    do { _ = try test.rack().state.intents.begin(intent) }
    let other = try Sample.uuid(98)
    await test.host.arrange { $0.domains[plan.vm.uuid]?.carry(rack: other) }
    let lines = try await test.recover()
    #expect(lines.contains { $0.hasSuffix("old-web was left as it was") })
    #expect(try await test.oldDomain()?.rack == other)
    try await test.expectTidy()
  }

  @Test("What was not known is said later; the address must be nobody else's")
  func amend() async throws {
    let test = try await TestRack.withAdopted()
    let taken = try await test.rack("vm create").create(test.request(vcpus: 1, memory: .gibibytes(1))).vm
    let address = try #require(taken.ipv4?.description)
    let refusal = await Failure.of {
      _ = try await test.rack().adopt(TestRack.adoption(ipv4: address))
    }
    #expect(refusal?.message == "\(address) is taken by velo-web")
    let plan = try await test.rack("vm adopt").adopt(TestRack.adoption(ipv4: "10.77.0.50"))
    #expect(plan.isAmendment)
    #expect(try test.rack().find(plan.vm.name).vm.ipv4?.description == "10.77.0.50")
    // Claimed, though not reserved: nobody else is given it.
    #expect(await test.host.reserved.allSatisfy { $0.ipv4.description != "10.77.0.50" })
    let addresses = try await test.rack().takenAddresses(machines: test.host.machines())
    #expect(addresses.ipv4.contains(try IPv4Address(parsing: "10.77.0.50")))
    let nothing = await Failure.of { _ = try await test.rack().adopt(TestRack.adoption()) }
    #expect(nothing?.message == "old-web is this rack's already")
    try await test.expectTidy()
  }
}
