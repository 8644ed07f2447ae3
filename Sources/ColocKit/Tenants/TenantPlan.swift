/// What one of the severe verbs is about to do to a tenant and to each of its VMs.
public struct TenantPlan: Sendable, Equatable {
  /// The verb.
  public enum Action: String, Sendable {
    case suspend, resume, refuse, remove
  }

  /// What happens to one VM.
  public enum Step: String, Sendable {
    /// It is asked to go down, and stays down.
    case stop
    /// It is off, and stays down.
    case keep
    /// It ran when the tenant was suspended: it is started.
    case start
    /// It was off then: it may start again, and is left off.
    case release
    /// It goes for good, its disks too.
    case destroy
  }

  /// One VM of the tenant.
  public struct Part: Sendable, Equatable {
    /// The VM.
    public let vm: VMRecord
    /// What it is doing; nil for one in the trash.
    public let state: MachineState?
    /// What happens to it.
    public let step: Step

    /// The VM in the plan's JSON.
    public var json: JSONValue {
      .object([
        "name": .text(vm.name), "uuid": .string(vm.uuid.text), "state": .text(state?.rawValue),
        "trash": .bool(state == nil), "disk": .int(vm.disk.bytes), "would": .string(step.rawValue),
      ])
    }
  }

  /// The tenant as it is before.
  public let tenant: Tenant
  /// The verb.
  public let action: Action
  /// Whether there is nothing to do.
  public let isDone: Bool
  /// Its VMs, by name, those of the trash behind the others.
  public let parts: [Part]
  /// Why, in the owner's words.
  public let reason: String?

  /// The item of a dry run.
  public var json: JSONValue {
    .object([
      "name": .text(tenant.name), "action": .string(action.rawValue), "done": .bool(isDone), "reason": .text(reason),
      "vms": .array(parts.map(\.json)), "contacts": .int(tenant.contacts.count), "sshKeys": .int(tenant.sshKeys.count),
      "conversations": .int(tenant.conversations.count),
    ])
  }
}

extension Rack {
  /// Every VM of a tenant by name with what it is doing now; the host is asked once, and not for a tenant without VMs.
  func machines(of tenant: Tenant) async throws -> [(vm: VMRecord, state: MachineState)] {
    guard !tenant.vms.isEmpty else { return [] }
    let machines = try await host.machines()
    return tenant.vms.sorted { $0.name < $1.name }.map { vm in
      (vm, machines.first { $0.uuid == vm.uuid }?.state ?? .missing)
    }
  }
}
