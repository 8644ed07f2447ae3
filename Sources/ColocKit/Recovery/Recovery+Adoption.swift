extension Recovery {
  /// Finishes an adoption whose manifest has the VM, undoes any other; `leavingOpen` keeps the intent of an undone one.
  func endAdoption(_ live: LiveIntent, leavingOpen: Bool = false) async throws -> RecoveryStep {
    guard let vm = live.intent.vm, let tenant = live.intent.tenant else { return try drop(live) }
    guard try rack.isRecorded(live.intent) else {
      try await undoAdoption(of: vm)
      if !leavingOpen { try rack.state.intents.finish(live) }
      return step(live.intent, .undone, "was left as it was")
    }
    try await markAgain(vm, of: tenant)
    return try finish(live, "is adopted")
  }

  /// Takes this rack's mark off again; one that another rack has put there since is that rack's.
  private func undoAdoption(of vm: VMRecord) async throws {
    if try await rack.host.machine(vm.uuid) != nil,
      try await rack.host.rack(of: vm.uuid) == rack.configuration.rack
    {
      try await rack.host.unmark(vm.uuid)
    }
    try rack.state.definitions.remove(vm.uuid)
  }

  /// Gives an adopted VM the mark back that libvirt lost in a power cut; says whether it had to.
  @discardableResult
  func markAgain(_ vm: VMRecord, of tenant: TenantName) async throws -> Bool {
    guard try await rack.host.machine(vm.uuid) != nil, try await rack.host.rack(of: vm.uuid) == nil else {
      return false
    }
    try await rack.host.mark(vm.uuid, rack: rack.configuration.rack, tenant: tenant)
    return true
  }

  /// Adopted VMs whose mark is gone, as after a power cut behind the adoption: marked again, for the record names their
  /// UUID and nobody else's mark is there.
  func returnMarks(_ report: inout RecoveryReport) async throws {
    let adopted = try rack.manifests.all().vms.filter { $0.vm.adoption != nil }
    try await report.add(adopted) { tenant, vm in
      try await rack.holding(.vm(vm.name)) {
        guard try rack.isRecorded(vm, of: tenant.name), try await markAgain(vm, of: tenant.name) else { return [] }
        let words = "had lost this rack's mark: marked again"
        return [RecoveryStep(.unmarked, .marked, words, tenant: tenant.name, vm: vm)]
      }
    }
  }
}
