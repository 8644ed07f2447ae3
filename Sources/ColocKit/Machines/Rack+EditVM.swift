internal import Foundation

extension Rack {
  /// Says what an edit would change. Touches nothing, not even the host.
  ///
  /// Throws `notFound` for a VM, or for a key to remove that it has not; `usage` for a title of several lines.
  public func planEdit(_ name: VMName, _ change: VMChange) throws -> EditPlan {
    if let title = change.title, !title.isEmpty { try Prose.check(title, what: "a title", limit: 100) }
    let (tenant, vm) = try find(name)
    if case .tcp = change.ready, vm.ipv4 == nil {
      throw Failure(
        .usage,
        "nobody said the address of \(name): no port of it can be tried",
        hint: "coloc vm edit \(name) --ready agent"
      )
    }
    return EditPlan(tenant: tenant, vm: vm, edited: try change.applied(to: vm))
  }

  /// Changes what is recorded of a VM, and its title in libvirt. The guest itself is not touched.
  ///
  /// The manifest is the commit point: libvirt follows, at the latest by the next command. Throws what `planEdit`
  /// throws, and `Failure` from the host.
  public func editVM(_ name: VMName, _ change: VMChange, reason: String?) async throws -> EditPlan {
    try await holding(.vm(name)) { try await editLocked(name, change, reason: reason) }
  }

  private func editLocked(_ name: VMName, _ change: VMChange, reason: String?) async throws -> EditPlan {
    let plan = try planEdit(name, change)
    let intent = plan.fields.contains("title") ? try begin(plan) : nil
    try record(plan, reason: reason)
    // Also when the manifest has it already: somebody may have set another one with virsh.
    guard change.title != nil else { return plan }
    do {
      try await showTitle(of: plan.edited)
    } catch {
      narrator.say("\(name) is changed; its title in libvirt follows with the next command")
      throw error
    }
    if let intent { try state.intents.finish(intent) }
    return plan
  }

  private func begin(_ plan: EditPlan) throws -> LiveIntent {
    try state.intents.begin(
      Intent(
        id: plan.vm.uuid,
        action: .edit,
        rack: configuration.rack,
        tenant: plan.tenant.name,
        vm: plan.edited,
        command: command,
        started: time.now()
      )
    )
  }

  private func record(_ plan: EditPlan, reason: String?) throws {
    guard !plan.fields.isEmpty else { return }
    try manifests.change(plan.tenant.name) { tenant in
      guard let index = tenant.vms.firstIndex(where: { $0.uuid == plan.vm.uuid }) else { return }
      tenant.vms[index].title = plan.edited.title
      tenant.vms[index].sshKeys = plan.edited.sshKeys
      tenant.vms[index].protected = plan.edited.protected
      tenant.vms[index].power = plan.edited.power
      tenant.vms[index].keep = plan.edited.keep
    }
    try audit(tenant: plan.tenant.name, object: plan.vm.name.description, fields: plan.fields, reason: reason)
  }

  /// Gives a VM's domain the title that its record has; a domain that libvirt lost gets it when it is defined again.
  func showTitle(of vm: VMRecord) async throws {
    guard try await isDefined(vm) else { return }
    try await host.setTitle(vm.uuid, title(of: vm, for: find(vm.name).tenant.name))
    await refreshDefinition(of: vm)
  }
}
