import Foundation
import Testing

@testable import ColocKit

@Suite("Creating a VM: whole or nothing of it")
struct CreateTests {
  @Test("A VM is made, started, marked, reserved, recorded and audited; no intent is left")
  func whole() async throws {
    let test = try await TestRack()
    let plan = try await test.rack("vm create").create(test.request())
    #expect(try await test.traces() == .whole)
    try await test.expectTidy()
    let domain = try #require(await test.host.domains[plan.vm.uuid])
    #expect(domain.state == .running && domain.autostart && domain.rack == test.configuration.rack)
    #expect(try test.rack().find(plan.vm.name).vm == plan.vm)
    #expect(plan.vm.ipv4?.description == "10.77.0.10" && plan.vm.release?.description == "12")
    #expect(plan.vm.image == (try Sample.image().sha512))
    #expect(test.narrator.stages == ["image", "disk", "seed", "defined", "started"])
    let line = try #require(test.audit().last)
    #expect(line.contains(#""fields":["vms"]"#) && line.contains(#""object":"velo-web""#))
    #expect(line.contains(#""who":"zoe""#) && line.contains(#""command":"vm create""#))
    #expect(test.runner.programs.map(\.name) == ["xorriso"])
  }

  @Test("Every call of the host failing or losing its answer, once or for good", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    let healthy = try await TestRack()
    _ = try await healthy.rack("vm create").create(healthy.request())
    let calls = await healthy.host.calls
    #expect(calls.count > 10)
    for number in 1...calls.count {
      let test = try await TestRack()
      await test.host.fail(call: number, fault)
      let failure = await Failure.of { _ = try await test.rack("vm create").create(test.request()) }
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(failure != nil, place)
      if !fault.staysAway {
        // A host that still answers: this very call has undone or kept everything that it can.
        let now = try await test.traces()
        #expect(now == .nothing || now == .whole, place)
      }
      try await test.recover()
      let traces = try await test.traces()
      #expect(traces == .nothing || traces == .whole, "\(place): \(traces)")
      try await test.expectTidy(place)
      // The same command again is boring: it makes the VM, or says that it is there.
      let again = await Failure.of { _ = try await test.rack("vm create").create(test.request()) }
      #expect(traces == .nothing ? again == nil : again?.kind == .cannotCreate, place)
      #expect(try await test.traces() == .whole, place)
    }
  }

  @Test("A host that is away during recovery leaves the intent for the next time")
  func awayStill() async throws {
    let test = try await TestRack()
    let calls = try await TestRack.calls { _ = try await $0.rack().create($0.request()) }
    await test.host.fail(call: calls - 1, .lostAndAway)
    _ = await Failure.of { _ = try await test.rack("vm create").create(test.request()) }
    #expect(test.narrator.lines.contains { $0.contains("coloc recover") })
    #expect(try test.rack().state.intents.all().count == 1)
    let failures = try await Recovery(test.rack()).endInterrupted().failures
    #expect(failures.allSatisfy { $0.kind == .unreachable })
    #expect(try test.rack().state.intents.all().count == 1)
    let lines = try await test.recover()
    #expect(lines.contains { $0.hasSuffix("velo-web was undone, nothing of it is left") })
    #expect(try await test.traces() == .nothing)
  }

  @Test("A seed that cannot be made undoes the disk")
  func noSeed() async throws {
    let runner = FakeRunner { _ in FakeRunner.exited(5, errors: "xorriso : FAILURE : no space\n") }
    let test = try await TestRack(runner: runner)
    let failure = await Failure.of { _ = try await test.rack().create(test.request()) }
    #expect(failure?.message.contains("no space") == true)
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
  }

  @Test("Ctrl-C in the middle: nothing is left")
  func cancelled() async throws {
    let runner = FakeRunner { program in
      withUnsafeCurrentTask { $0?.cancel() }
      return try FakeRunner.makeSeed(program)
    }
    let test = try await TestRack(runner: runner)
    let made = Task { try await test.rack().create(test.request()) }
    await #expect(throws: CancellationError.self) { try await made.value }
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
  }

  @Test("Another's domain with our UUID is never touched")
  func foreignMark() async throws {
    let test = try await TestRack()
    let calls = try await TestRack.calls { _ = try await $0.rack().create($0.request()) }
    await test.host.fail(call: calls - 1, .lostAndAway)
    _ = await Failure.of { _ = try await test.rack().create(test.request()) }
    let vm = try #require(test.rack().state.intents.all().first?.vm)
    let foreign = try FakeDomain.foreign("velo-web", number: 50, rack: Sample.uuid(98))
    await test.host.arrange { host in
      host.domains[vm.uuid] = foreign
      host.heal()
    }
    var failures: [Failure] = []
    repeat { failures = try await Recovery(test.rack()).endInterrupted().failures } while await test.host.calls.isEmpty
    #expect(failures.map(\.kind) == [.notPermitted])
    #expect(await test.host.domains[vm.uuid]?.state == .running)
  }

  @Test("Two commands at once: both get addresses of their own, the agreement is not passed")
  func together() async throws {
    let test = try await TestRack(parties: 2)
    @Sendable func make(_ name: String) async throws -> VMRecord {
      defer { test.clock.leave() }
      return try await test.rack().create(test.request(name)).vm
    }
    async let first = make("velo-web")
    async let second = make("velo-mail")
    let (one, two) = try await (first, second)
    #expect(one.ipv4 != two.ipv4 && one.mac != two.mac && one.uuid != two.uuid)
    let failure = await Failure.of { _ = try await test.rack().create(test.request("velo-list", vcpus: 1)) }
    #expect(failure?.kind == .cannotCreate)
  }
}
