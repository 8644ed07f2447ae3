import Testing

@testable import ColocKit

@Suite("What other commands are about to take counts")
struct PendingTests {
  /// Another command's intent, still under way.
  private func begin(_ test: TestRack, _ action: Intent.Action, _ vm: VMRecord?, image: ImageRecord? = nil) throws
    -> LiveIntent
  {
    try test.rack("other").state.intents.begin(
      Intent(
        id: try Sample.uuid(40),
        action: action,
        rack: test.configuration.rack,
        tenant: vm == nil ? nil : try test.tenantName,
        vm: vm,
        image: image,
        command: "other",
        started: Sample.moment
      )
    )
  }

  @Test(
    "The memory of a VM that is being started or made, until libvirt has it",
    arguments: [Intent.Action.start, .create]
  )
  func memory(_ action: Intent.Action) async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    // 16G, 2G kept: with another 2G on its way, this one of 2G fits as long as 12G are not taken.
    let other = try FakeDomain.foreign("big", number: 50, memory: .gibibytes(11))
    await test.host.arrange { $0.domains[other.uuid] = other }
    let pending = try Sample.vm("other", number: 5)
    let intent = try begin(test, action, pending)
    let failure = await Failure.of { _ = try await test.rack().start(vm.name, reason: nil) }
    #expect(failure?.kind == .cannotCreate && failure?.message.contains("1G memory left") == true)
    #expect(await test.host.domains[vm.uuid]?.state == .off)
    // Once it runs it counts as what runs, and not twice.
    let running = FakeDomain.adopted(pending, rack: test.configuration.rack)
    let smaller = try FakeDomain.foreign("big", number: 50, memory: .gibibytes(10))
    await test.host.arrange { host in
      host.domains[smaller.uuid] = smaller
      host.domains[pending.uuid] = running
    }
    #expect(try await test.rack().start(vm.name, reason: nil))
    try test.rack().state.intents.finish(intent)
    try await test.expectTidy()
  }

  @Test("The disk of a VM that is being made and an image that is being taken in")
  func disk() async throws {
    let test = try await TestRack()
    await test.host.arrange { $0.available = .gibibytes(50) }
    let pending = try begin(test, .create, try Sample.vm("other", number: 5))
    let failure = await Failure.of { _ = try await test.rack().plan(test.request(disk: .gibibytes(21))) }
    #expect(failure?.kind == .cannotCreate && failure?.message == "pool coloc can take 20G more, not 21G")
    try test.rack().state.intents.finish(pending)
    let image = try begin(test, .image, nil, image: try Sample.image())
    await test.host.arrange { $0.volumes = [:] }
    let short = await Failure.of { _ = try await test.rack().plan(test.request(disk: .gibibytes(40))) }
    #expect(short?.kind == .cannotCreate)
    try test.rack().state.intents.finish(image)
    _ = try await test.rack().plan(test.request(disk: .gibibytes(40)))
  }

  @Test("status counts what was interrupted, not what is under way")
  func interrupted() async throws {
    let test = try await TestRack()
    let live = try begin(test, .create, try Sample.vm("other", number: 5))
    #expect(try await test.rack().status().interrupted == 0)
    withExtendedLifetime(live) {}
    // A file without its process's lock.
    let dead = Intent(
      id: try Sample.uuid(41),
      action: .start,
      rack: test.configuration.rack,
      tenant: try test.tenantName,
      vm: try Sample.vm("dead", number: 6),
      command: "vm start",
      started: Sample.moment
    )
    try test.home.put(dead.json.pretty, at: "intents/\(dead.id.text).json")
    #expect(try await test.rack().status().interrupted == 1)
    let lines = try await Recovery(test.rack()).endInterrupted().steps.map(\.sentence)
    #expect(lines.count == 1 && lines.first?.contains("vm start") == true)
  }

  @Test("An order whose answer was lost keeps its intent: the next command looks again")
  func lostAnswer() async throws {
    let test = try await TestRack()
    _ = try await test.rack().create(test.request("velo-mail"))
    let calls = await test.host.calls
    let define = try #require(calls.firstIndex(of: "define"))
    let fresh = try await TestRack()
    await fresh.host.fail(call: define + 1, .answerLost)
    let failure = await Failure.of { _ = try await fresh.rack().create(fresh.request("velo-mail")) }
    #expect(failure?.kind == .outcomeUnknown)
    #expect(try await fresh.traces(of: "velo-mail") == .nothing)
    #expect(try fresh.rack().state.intents.all().count == 1)
    try await fresh.recover()
    try await fresh.expectTidy()
  }

  @Test("So does a restore: a domain that appears later is removed again by the next command")
  func lostRestore() async throws {
    let healthy = try await TestRack()
    let vm = try await healthy.makeVM()
    _ = try await healthy.rack().delete(vm.name, reason: nil)
    await healthy.host.heal()
    _ = try await healthy.rack().restoreDeleted(vm.name, reason: nil)
    let define = try #require(await healthy.host.calls.firstIndex(of: "define"))
    let test = try await TestRack()
    let lost = try await test.makeVM()
    let domain = await test.host.domains[lost.uuid]
    _ = try await test.rack().delete(lost.name, reason: nil)
    await test.host.fail(call: define + 1, .answerLost)
    let failure = await Failure.of { _ = try await test.rack().restoreDeleted(lost.name, reason: nil) }
    #expect(failure?.kind == .outcomeUnknown)
    #expect(try await test.traces() == .trashed)
    // libvirt was only slow.
    await test.host.arrange { $0.domains[lost.uuid] = domain }
    try await test.recover()
    #expect(try await test.traces() == .trashed)
    try await test.expectTidy()
  }
}
