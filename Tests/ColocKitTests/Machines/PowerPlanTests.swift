import Testing

@testable import ColocKit

@Suite("A plan about power says what the verb then does")
struct PowerPlanTests {
  static let states: [MachineState] = [.running, .paused, .off, .saved, .crashed, .missing]

  private func prepared(_ state: MachineState) async throws -> (TestRack, VMRecord) {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.arrange { host in
      if state == .missing { host.domains[vm.uuid] = nil } else { host.domains[vm.uuid]?.state = state }
      host.heal()
    }
    return (test, vm)
  }

  private func plan(_ verb: PowerVerb, _ state: MachineState, _ test: TestRack) async throws -> PowerPlan {
    let plans = try await test.rack().planPower(verb, of: [test.vmName, test.vmName])
    let plan = try #require(plans.first)
    #expect(plans.count == 1 && plan.state == state)
    #expect(Set(await test.host.calls).isSubset(of: ["machine", "rack of"]))
    #expect((plan.refusal != nil) == (plan.step == .refuse))
    return plan
  }

  @Test("stop", arguments: states)
  func stop(_ state: MachineState) async throws {
    let (test, vm) = try await prepared(state)
    let plan = try await plan(.stop, state, test)
    var outcome: StopOutcome?
    let failure = await Failure.of {
      outcome = try await test.rack().stop(vm.name, timeout: .seconds(60), reason: nil)
    }
    #expect(failure == plan.refusal)
    switch plan.step {
    case .stop: #expect(outcome == .off(seconds: 2))
    case .nothing: #expect(outcome == .alreadyOff)
    default: #expect(plan.step == .refuse && outcome == nil)
    }
  }

  @Test("kill", arguments: states)
  func kill(_ state: MachineState) async throws {
    let (test, vm) = try await prepared(state)
    let plan = try await plan(.kill, state, test)
    #expect(await Failure.of { try await test.rack().kill(vm.name, reason: nil) } == plan.refusal)
    let after = await test.host.domains[vm.uuid]?.state
    switch plan.step {
    case .kill: #expect(after == .off && state != .off)
    case .nothing: #expect(after == state)
    default: #expect(plan.step == .refuse && after == nil)
    }
  }

  @Test("restart", arguments: states, [true, false])
  func restart(_ state: MachineState, _ isSweeping: Bool) async throws {
    let (test, vm) = try await prepared(state)
    let plan = try await plan(.restart(isSweeping: isSweeping), state, test)
    if isSweeping, try await !test.rack().isActive(vm.name) { return #expect(plan.step == .nothing) }
    var outcome: StopOutcome?
    let failure = await Failure.of {
      outcome = try await test.rack().stop(vm.name, timeout: .seconds(60), reason: nil)
      _ = try await test.rack().start(vm.name, reason: nil)
    }
    #expect(failure == plan.refusal)
    switch plan.step {
    case .restart: #expect(outcome == .off(seconds: 2))
    case .start: #expect(outcome == .alreadyOff && !isSweeping)
    default: #expect(plan.step == .refuse)
    }
    if failure == nil { #expect(await test.host.domains[vm.uuid]?.state == .running) }
  }

  @Test("A name that no manifest has is an error, and nothing is planned for the others")
  func unknown() async throws {
    let (test, vm) = try await prepared(.running)
    let failure = await Failure.of {
      _ = try await test.rack().planPower(.stop, of: [vm.name, VMName(parsing: "ghost")])
    }
    #expect(failure?.kind == .notFound)
  }
}
