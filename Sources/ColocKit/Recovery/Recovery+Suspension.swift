extension Recovery {
  /// VMs of suspended tenants do not start with libvirt's daemon: a power cut may have brought back that they do.
  ///
  /// One that runs is told and left alone: only `tenant suspend` stops.
  func keepSuspendedDown(_ report: inout RecoveryReport) async throws {
    let suspended = try rack.manifests.all().vms.filter { $0.tenant.staysDown }
    try await report.add(suspended) { tenant, vm in
      try await rack.holding(.vm(vm.name)) {
        // Resumed, deleted, or not there at all by now.
        guard let now = try rack.manifests.read(tenant.name), now.staysDown,
          now.vms.contains(where: { $0.uuid == vm.uuid }), try await rack.isDefined(vm)
        else { return [] }
        var steps: [RecoveryStep] = []
        if try await rack.host.autostart(vm.uuid) {
          try await rack.host.setAutostart(vm.uuid, false)
          let words = "would have started with the host, and \(now.name) is suspended: no longer"
          steps.append(RecoveryStep(.suspended, .keptDown, words, tenant: now.name, vm: vm))
        }
        if try await rack.host.machine(vm.uuid)?.state.isActive == true {
          steps.append(RecoveryStep(.suspended, .leftAlone, Self.words(running: now), tenant: now.name, vm: vm))
        }
        return steps
      }
    }
  }

  /// What is said of a VM that runs although its tenant is suspended.
  static func words(running tenant: Tenant) -> String {
    "runs, and \(tenant.name) is suspended: coloc tenant suspend \(tenant.name) --reason \"…\""
  }
}
