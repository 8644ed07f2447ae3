internal import Foundation

extension Recovery {
  /// Adopted VMs without a copy of their definition that can be read: copied anew from libvirt, while it has them.
  func returnCopies() async throws -> [String] {
    let adopted = try rack.manifests.all().vms.filter { $0.vm.adoption != nil }
    return try await each(adopted) { tenant, vm in
      guard try !hasCopy(of: vm) else { return [] }
      return try await rack.holding(.vm(vm.name)) {
        // Deleted, or started and copied by that, meanwhile.
        guard try rack.manifests.read(tenant.name)?.vms.contains(where: { $0.uuid == vm.uuid }) == true,
          try !hasCopy(of: vm), try await rack.isDefined(vm)
        else { return [] }
        try rack.state.layout.ensure()
        try await rack.keepDefinition(of: vm)
        return ["\(vm.name) had no copy of its definition: copied from libvirt"]
      }
    }
  }

  /// What `returnCopies` would find, of those that are ours or will be marked again before.
  func uncopied(beside intents: [Intent]) async throws -> [RecoveryStep] {
    let taken = Set(intents.compactMap { $0.vm?.uuid })
    var steps: [RecoveryStep] = []
    for (tenant, vm) in try rack.manifests.all().vms where vm.adoption != nil && !taken.contains(vm.uuid) {
      guard try !hasCopy(of: vm), try await rack.host.machine(vm.uuid) != nil,
        [nil, rack.configuration.rack].contains(try await rack.host.rack(of: vm.uuid))
      else { continue }
      let words = "has no copy of its definition: would be copied from libvirt"
      steps.append(RecoveryStep(.uncopied, .copied, words, tenant: tenant.name, vm: vm))
    }
    return steps
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
