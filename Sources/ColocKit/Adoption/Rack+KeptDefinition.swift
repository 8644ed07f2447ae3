extension Rack {
  /// Keeps libvirt's definition of an adopted VM as it is now; while its tenant is suspended, with the autostart that it
  /// had before. Throws `Failure` from the host or a full disk.
  func keepDefinition(of vm: VMRecord) async throws {
    guard vm.adoption != nil else { return }
    let suspension = try manifests.all().vms.first { $0.vm.uuid == vm.uuid }?.tenant.suspended
    let startedBefore = suspension?.autostart.contains(vm.name) == true
    try state.definitions.write(
      KeptDefinition(
        uuid: vm.uuid,
        domainXML: try await host.definition(of: vm.uuid),
        autostart: try await host.autostart(vm.uuid) || startedBefore,
        kept: time.now()
      )
    )
  }

  /// The same after something else that has been done: a copy that could not be made is said, and no failure of that.
  func refreshDefinition(of vm: VMRecord) async {
    do {
      try await keepDefinition(of: vm)
    } catch {
      let words = (error as? Failure)?.message ?? "\(error)"
      narrator.say("the copy of \(vm.name)'s definition was not brought up to date: \(words)")
    }
  }

  /// The definition from which a VM is made again: from its record for one that coloc made, libvirt's own as it was last
  /// seen for one that was adopted.
  ///
  /// Throws `notFound` for an adopted VM without a copy: coloc's own form would be another machine.
  func domainXML(of vm: VMRecord, for tenant: Tenant) throws -> String {
    guard vm.adoption != nil else { return try host.xml(for: definition(of: vm, for: tenant)) }
    guard let kept = try state.definitions.read(vm.uuid) else {
      throw Failure(
        .notFound,
        "\(vm.name) was adopted, and no copy of its definition is left: it cannot be defined again",
        hint: "from a backup of \(state.layout.definition(vm.uuid)), or of libvirt's: virsh define FILE"
      )
    }
    return kept.domainXML
  }

  /// Whether libvirt starts a VM with its daemon: each one that coloc made, an adopted one as its owner had it, none of a
  /// suspended tenant, and none where `power up` starts them when the host boots.
  func startsWithHost(_ vm: VMRecord, of tenant: Tenant) throws -> Bool {
    guard !tenant.staysDown, !boot.isInstalled else { return false }
    guard vm.adoption != nil else { return true }
    return try state.definitions.read(vm.uuid)?.autostart ?? false
  }
}
