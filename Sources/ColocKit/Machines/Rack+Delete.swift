internal import Foundation

/// What `vm delete` is about to do.
public struct DeletePlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM.
  public let vm: VMRecord
  /// What it is doing now.
  public let state: MachineState
  /// When the trash gives it up; nil when it goes at once.
  public let expires: Timestamp?
  /// How many snapshots of libvirt's own would lose their notes; only an adopted VM has any.
  public let snapshots: Int
  /// How many snapshots coloc took: they share the VM's fate.
  public let points: Int
}

extension DeletePlan {
  /// The snapshots in words, for behind a disk: ` and its 3 snapshots`; nothing when there are none.
  public var pointsToo: String { Self.pointsToo(points) }

  /// The same for a number.
  public static func pointsToo(_ count: Int) -> String {
    count == 0 ? "" : " and its \(count == 1 ? "snapshot" : "\(count) snapshots")"
  }
}

extension Rack {
  /// Says what deleting a VM would do. Throws `notFound`, `notPermitted` for a protected one, or `Failure` from the host.
  public func planDelete(_ name: VMName, now: Bool) async throws -> DeletePlan {
    let (tenant, vm) = try find(name)
    try refuseProtected([vm], "deleted")
    let state = try await isDefined(vm) ? host.machine(vm.uuid)?.state ?? .missing : .missing
    let isAdopted = vm.adoption != nil && state != .missing
    return DeletePlan(
      tenant: tenant,
      vm: vm,
      state: state,
      expires: now ? nil : time.now().adding(days: configuration.trashDays),
      snapshots: isAdopted ? try await host.snapshots(of: vm.uuid) : 0,
      points: try points(of: vm)?.shown.count ?? 0
    )
  }

  /// Puts a VM into the trash, or destroys it `now`: its tombstone first, then only forward.
  ///
  /// A VM that runs is refused, unless it is destroyed: then its power is cut. Throws `partly` when it runs, `busy`,
  /// `notFound`, or `Failure` from the host.
  public func delete(_ name: VMName, now: Bool = false, reason: String?) async throws -> Tombstone {
    try await holding(.vm(name)) { try await deleteLocked(name, isFinal: now, reason: reason) }
  }

  private func deleteLocked(_ name: VMName, isFinal: Bool, reason: String?) async throws -> Tombstone {
    let plan = try await planDelete(name, now: isFinal)
    guard isFinal || !plan.state.isActive else {
      throw Failure(.partly, "\(name) still runs: nothing was deleted", hint: "coloc vm stop \(name)")
    }
    let xml = plan.state == .missing ? "" : try await host.definition(of: plan.vm.uuid)
    if plan.state != .missing { try await keepDefinition(of: plan.vm) }
    let now = time.now()
    let tombstone = Tombstone(
      tenant: plan.tenant.name,
      vm: plan.vm,
      domainXML: xml,
      deleted: now,
      expires: plan.expires ?? now,
      reason: reason,
      purging: isFinal
    )
    let intent = try state.intents.begin(
      Intent(
        id: plan.vm.uuid,
        action: .delete,
        rack: configuration.rack,
        tenant: plan.tenant.name,
        vm: plan.vm,
        command: command,
        started: now
      )
    )
    try state.tombstones.add(tombstone)
    try await finishDeletion(of: plan.vm, tenant: plan.tenant.name)
    if isFinal { try await finishPurge(of: tombstone) }
    try state.intents.finish(intent)
    try audit(tenant: plan.tenant.name, object: name.description, fields: ["vms"], reason: reason)
    return tombstone
  }

  /// Everything of a deletion behind the tombstone; each step can be repeated.
  func finishDeletion(of vm: VMRecord, tenant: TenantName) async throws {
    if try await isDefined(vm) {
      try await host.kill(vm.uuid)
      try await host.undefine(vm.uuid, keepingNVRAM: true)
    }
    try await release(vm)
    try manifests.change(tenant) { tenant in tenant.vms.removeAll { $0.uuid == vm.uuid } }
  }
}
