internal import Foundation

extension Rack {
  /// Takes an existing domain in as it is, running or not: the intent first, then this rack's mark and a copy of its
  /// definition, then the manifest. Nothing else of it is written, nothing is restarted.
  ///
  /// Whatever fails or is killed before the manifest has it is undone, by this call or by the next command. Of one that the
  /// tenant has by adoption already, what is said anew is recorded. Throws what `planAdopt` throws, and `Failure` from the
  /// host.
  public func adopt(_ request: AdoptRequest) async throws -> AdoptPlan {
    // A rack of earlier days has no directory for the copies.
    try state.layout.ensure()
    return try await holding(.vm(request.name)) { try await adoptLocked(request) }
  }

  private func adoptLocked(_ request: AdoptRequest) async throws -> AdoptPlan {
    let (plan, intent) = try await holding(.addresses) { () -> (AdoptPlan, LiveIntent?) in
      let plan = try await planAdopt(request)
      guard !plan.isAmendment else { return (try amend(plan), nil) }
      return (plan, try state.intents.begin(self.intent(for: plan)))
    }
    guard let intent else { return plan }
    do {
      try await host.mark(plan.vm.uuid, rack: configuration.rack, tenant: plan.tenant.name)
      try await keepDefinition(of: plan.vm)
      try manifests.change(plan.tenant.name) { tenant in tenant.vms.append(plan.vm) }
    } catch {
      try await undo(intent, after: error)
    }
    try state.intents.finish(intent)
    try audit(tenant: plan.tenant.name, object: plan.vm.name.description, fields: ["vms"], reason: plan.reason)
    return plan
  }

  private func amend(_ plan: AdoptPlan) throws -> AdoptPlan {
    try manifests.change(plan.tenant.name) { tenant in
      guard let index = tenant.vms.firstIndex(where: { $0.uuid == plan.vm.uuid }) else { return }
      tenant.vms[index].os = plan.vm.os
      tenant.vms[index].release = plan.vm.release
      tenant.vms[index].login = plan.vm.login
      tenant.vms[index].ipv4 = plan.vm.ipv4
    }
    let fields = ["os", "release", "login", "ipv4"]
    try audit(tenant: plan.tenant.name, object: plan.vm.name.description, fields: fields, reason: plan.reason)
    return plan
  }

  private func intent(for plan: AdoptPlan) -> Intent {
    Intent(
      id: plan.vm.uuid,
      action: .adopt,
      rack: configuration.rack,
      tenant: plan.tenant.name,
      vm: plan.vm,
      command: command,
      started: time.now()
    )
  }

  /// Undoes what was begun and rethrows; a fault behind the manifest's change finds the VM recorded: then it is adopted.
  private func undo(_ intent: LiveIntent, after error: any Error) async throws -> Never {
    // libvirt may still write a mark whose answer was lost: the intent stays, so that the next command looks again.
    let isOpen = (error as? Failure)?.kind == .outcomeUnknown
    // A cancelled task would cut its own clean-up short.
    let undone = await Task { try await Recovery(self).endAdoption(intent, leavingOpen: isOpen) }.result
    switch undone {
    case .success(let step): narrator.say(step.result)
    case .failure:
      narrator.say("what was begun could not be undone yet; the next command, or coloc recover, will do it")
    }
    throw error
  }
}
