/// A verb that changes whether a VM runs.
public enum PowerVerb: Sendable, CaseIterable {
  /// `vm stop`.
  case stop
  /// `vm restart`; sweeping, it leaves off what is off.
  case restart(isSweeping: Bool)
  /// `vm kill`.
  case kill

  /// All verbs.
  public static let allCases: [PowerVerb] = [.stop, .restart(isSweeping: false), .restart(isSweeping: true), .kill]
}

/// What a verb would do to one VM.
public enum PowerStep: String, Sendable, CaseIterable {
  /// It is asked to shut down.
  case stop
  /// It is asked to shut down, and started.
  case restart
  /// It is started.
  case start
  /// Its power is cut.
  case kill
  /// It is so already.
  case nothing
  /// It cannot be done.
  case refuse
}

/// What a verb would do to one VM, and why not.
public struct PowerPlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM.
  public let vm: VMRecord
  /// What it is doing now.
  public let state: MachineState
  /// What would be done.
  public let step: PowerStep
  /// Why it cannot be done; nil unless the step is `refuse`.
  public let refusal: Failure?

  /// The item of the verb's `--dry-run --json`.
  public var json: JSONValue {
    guard case .object(var fields) = VMListing.managed(tenant.name, vm, state).json else { return .null }
    fields["would"] = .string(step.rawValue)
    fields["refusal"] = refusal.map { .string($0.message) } ?? .null
    return .object(fields)
  }
}

extension Rack {
  /// Says what a verb would do to VMs, in the order of their names. Touches nothing.
  ///
  /// Throws `notFound` for a name that no manifest has, and `Failure` from the host.
  public func planPower(_ verb: PowerVerb, of names: [VMName]) async throws -> [PowerPlan] {
    var plans: [PowerPlan] = []
    for name in Set(names).sorted() {
      let (tenant, vm) = try find(name)
      let state = try await isDefined(vm) ? host.machine(vm.uuid)?.state ?? .missing : .missing
      var step = Self.step(verb, in: state)
      var refusal = refusal(of: vm, tenant, verb, step, in: state)
      if refusal == nil, [.restart, .start].contains(step) {
        do throws(Failure) { try Gate.judgeStart(tenant, time: localTime) } catch { refusal = error }
      }
      if refusal != nil { step = .refuse }
      plans.append(PowerPlan(tenant: tenant, vm: vm, state: state, step: step, refusal: refusal))
    }
    return plans
  }

  private func refusal(of vm: VMRecord, _ tenant: Tenant, _ verb: PowerVerb, _ step: PowerStep, in state: MachineState)
    -> Failure?
  {
    if case .kill = verb {
      do { try refuseProtected([vm], "killed") } catch { return error }
    }
    guard step == .refuse else { return nil }
    return state == .missing ? missing(vm.name) : paused(vm.name, of: tenant)
  }

  private static func step(_ verb: PowerVerb, in state: MachineState) -> PowerStep {
    switch (verb, state) {
    case (.restart(isSweeping: true), .missing): .nothing
    case (_, .missing), (.stop, .paused), (.restart, .paused): .refuse
    case (.stop, .running): .stop
    case (.restart, .running): .restart
    // A QEMU that is kept after a crash has a power to cut too.
    case (.kill, .running), (.kill, .paused), (.kill, .crashed): .kill
    case (.restart(isSweeping: false), _): .start
    default: .nothing
    }
  }
}
