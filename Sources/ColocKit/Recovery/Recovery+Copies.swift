extension Recovery {
  /// Adopted VMs without a copy of their definition that can be read: copied anew from libvirt, while it has them.
  func returnCopies(_ report: inout RecoveryReport) async throws {
    let adopted = try rack.manifests.all().vms.filter { $0.vm.adoption != nil }
    try await report.add(adopted) { tenant, vm in
      guard try !hasCopy(of: vm) else { return [] }
      return try await rack.holding(.vm(vm.name)) {
        // Deleted, or started and copied by that, meanwhile.
        guard try rack.isRecorded(vm, of: tenant.name), try !hasCopy(of: vm), try await rack.isDefined(vm) else {
          return []
        }
        try rack.state.layout.ensure()
        try await rack.keepDefinition(of: vm)
        let words = "had no copy of its definition: copied from libvirt"
        return [RecoveryStep(.uncopied, .copied, words, tenant: tenant.name, vm: vm)]
      }
    }
  }

  /// Whether a VM's definition is kept. A copy with faults is none; one that others may touch is its owner's to look at.
  func hasCopy(of vm: VMRecord) throws(Failure) -> Bool {
    do throws(Failure) {
      return try rack.state.definitions.read(vm.uuid) != nil
    } catch {
      guard error.kind == .invalidFile else { throw error }
      return false
    }
  }
}

extension Foresight {
  /// What `returnCopies` would find, of those that are ours or will be marked again before.
  func uncopied(_ report: inout RecoveryReport) async throws {
    for (tenant, vm) in settled where vm.adoption != nil {
      try await report.add {
        guard try !recovery.hasCopy(of: vm), try await isDefined(vm) else { return [] }
        let words = "has no copy of its definition: would be copied from libvirt"
        return [RecoveryStep(.uncopied, .copied, words, tenant: tenant.name, vm: vm)]
      }
    }
  }
}
