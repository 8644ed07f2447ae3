import Foundation
import Testing

@testable import ColocKit

@Suite("recover --dry-run says what recover then does, and touches nothing")
struct RecoveryPlanTests {
  private enum Operation: String, CaseIterable {
    case create, delete, deleteNow, restore, purge, resize, edit
  }

  @Test("Every operation, interrupted at every call of the host", arguments: HostFault.allCases)
  func interrupted(_ fault: HostFault) async throws {
    var seen: Set<String> = []
    for operation in Operation.allCases {
      let healthy = try await prepared(for: operation)
      await healthy.host.heal()
      try await run(operation, on: healthy)
      for number in 1...(await healthy.host.calls.count) {
        let test = try await prepared(for: operation)
        await test.host.fail(call: number, fault)
        _ = await Failure.of { try await run(operation, on: test) }
        let place: Comment = "\(operation), call \(number), \(fault)"
        guard let step = try await plan(test, place) else { continue }
        let action = operation == .deleteNow ? "delete" : operation.rawValue
        #expect(step.intent?.action.rawValue == action && step.name == "velo-web", place)
        try await test.recover()
        let traces = try await test.traces()
        #expect(traces == wanted(operation, step.outcome), "\(place): \(step.outcome), then \(traces)")
        seen.insert("\(operation) \(step.outcome)")
      }
    }
    // Otherwise the host answers again at once, and the command itself undoes what it began.
    guard fault.staysAway else { return }
    let all = [
      "create undone", "create finished", "delete finished", "deleteNow finished", "restore undone", "restore finished",
      "purge finished", "resize finished", "edit finished",
    ]
    #expect(seen == Set(all))
  }

  /// The plan's only step about something interrupted; nothing of the rack is another behind it.
  private func plan(_ test: TestRack, _ place: Comment? = nil) async throws -> RecoveryStep? {
    await test.host.heal()
    // A task that undid something lets go of its intent a moment after its result is known.
    let deadline = ContinuousClock.now + .seconds(20)
    let intents = test.rack().state.intents
    while try intents.abandoned().records.count != intents.all().count, ContinuousClock.now < deadline {
      await Task.yield()
    }
    let before = try files(test)
    let plan = try await Recovery(test.rack("recover")).plan()
    #expect(try files(test) == before, place)
    #expect(plan.failures.isEmpty, place)
    let readers: Set<String> = ["machines", "machine", "volume", "rack of"]
    #expect(Set(await test.host.calls).isSubset(of: readers), place)
    #expect(plan.steps.count <= 1, place)
    return plan.steps.first
  }

  private func files(_ test: TestRack) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: test.layout.root)
    return Dictionary(
      uniqueKeysWithValues: paths.map { path in
        (path, FileManager.default.contents(atPath: "\(test.layout.root)/\(path)") ?? Data())
      }
    )
  }

  private func wanted(_ operation: Operation, _ outcome: RecoveryStep.Outcome) -> TestRack.Traces? {
    switch (operation, outcome) {
    case (.create, .finished), (.restore, .finished), (.delete, .undone): .whole
    case (.resize, .finished), (.edit, .finished): .whole
    case (.create, .undone), (.purge, .finished), (.deleteNow, .finished): .nothing
    case (.restore, .undone), (.purge, .undone), (.delete, .finished): .trashed
    default: nil
    }
  }

  private func prepared(for operation: Operation) async throws -> TestRack {
    let test = try await TestRack()
    guard operation != .create else { return test }
    let vm = try await test.makeVM()
    if [.restore, .purge].contains(operation) { _ = try await test.rack().delete(vm.name, reason: nil) }
    return test
  }

  private func run(_ operation: Operation, on test: TestRack) async throws {
    switch operation {
    case .create: _ = try await test.rack("vm create").create(test.request())
    case .delete: _ = try await test.rack("vm delete").delete(test.vmName, reason: nil)
    case .deleteNow: _ = try await test.rack("vm delete").delete(test.vmName, now: true, reason: nil)
    case .restore: _ = try await test.rack("vm restore-deleted").restoreDeleted(test.vmName, reason: nil)
    case .purge: _ = try await test.rack("vm purge").purge(test.vmName, reason: nil)
    case .resize:
      var request = ResizeRequest(try test.vmName)
      request.disk = .gibibytes(30)
      _ = try await test.rack("vm resize").resize(request)
    case .edit:
      var change = VMChange()
      change.title = "The site"
      _ = try await test.rack("vm edit").editVM(test.vmName, change, reason: nil)
    }
  }

  @Test("A domain that libvirt lost, with its disk and without")
  func lost() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    #expect(try await plan(test) == nil)
    await test.host.arrange { $0.domains = [:] }
    let step = try await plan(test)
    #expect(step?.kind == .lost && step?.outcome == .defined && step?.vm == vm)
    await test.host.arrange { $0.volumes[vm.diskVolume] = nil }
    #expect(try await plan(test)?.outcome == .leftAlone)
  }

  @Test("A start that was interrupted and whose domain is lost is both")
  func lostStart() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let start = Intent(
      id: try Sample.uuid(5),
      action: .start,
      rack: test.configuration.rack,
      tenant: try test.tenantName,
      vm: vm,
      command: "coloc vm start",
      started: Sample.moment
    )
    do { _ = try test.rack().state.intents.begin(start) }
    await test.host.arrange { $0.domains = [:] }
    #expect(try await Recovery(test.rack()).plan().steps.map(\.kind) == [.interrupted, .lost])
    try await test.recover()
    #expect(try await Recovery(test.rack()).reconcile().steps.count == 1)
    #expect(try await test.traces() == .whole)
  }

  @Test("A deleted domain that is back, off and running")
  func returned() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let domain = await test.host.domains[vm.uuid]
    _ = try await test.rack().delete(vm.name, reason: nil)
    #expect(try await plan(test) == nil)
    await test.host.arrange { $0.domains[vm.uuid] = domain }
    let step = try await plan(test)
    #expect(step?.kind == .returned && step?.outcome == .removed)
    await test.host.arrange { $0.domains[vm.uuid]?.state = .running }
    #expect(try await plan(test)?.outcome == .leftAlone)
  }

  @Test("Trash that is due")
  func expired() async throws {
    let test = try await TestRack(trashDays: 2)
    let vm = try await test.makeVM()
    _ = try await test.rack().delete(vm.name, reason: nil)
    test.clock.advance(.seconds(2 * 86_400))
    #expect(try await plan(test) == nil)
    test.clock.advance(.seconds(1))
    let step = try await plan(test)
    #expect(step?.kind == .expired && step?.outcome == .purged && step?.words.contains("20G") == true)
  }

  @Test("What a living command has under way is not interrupted; another rack's is left alone")
  func others() async throws {
    let test = try await TestRack()
    let sample = try Sample.intent(3)
    let other = Intent(
      id: sample.id,
      action: sample.action,
      rack: try Sample.uuid(98),
      tenant: sample.tenant,
      vm: sample.vm,
      command: sample.command,
      started: sample.started
    )
    do {
      let live = try test.rack().state.intents.begin(other)
      #expect(try await Recovery(test.rack()).plan().steps.isEmpty)
      withExtendedLifetime(live) {}
    }
    let steps = try await Recovery(test.rack()).plan().steps
    #expect(steps.map(\.outcome) == [.leftAlone])
  }

  @Test("With the host away what was interrupted is told all the same")
  func hostAway() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try await test.rack().delete(vm.name, reason: nil)
    do { _ = try test.rack().state.intents.begin(Sample.intent(3)) }
    await test.host.goAway()
    let plan = try await Recovery(test.rack()).plan()
    #expect(plan.steps.count == 1)
    #expect(plan.failures.map(\.kind) == [.unreachable])
  }
}
