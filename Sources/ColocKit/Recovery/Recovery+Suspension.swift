extension Recovery {
  /// VMs of suspended tenants do not start with libvirt's daemon: a power cut may have brought back that they do.
  ///
  /// One that runs is told and left alone: only `tenant suspend` stops.
  func keepSuspendedDown() async throws -> [String] {
    let suspended = try rack.manifests.all().vms.filter { $0.tenant.staysDown }
    return try await each(suspended) { tenant, vm in
      try await rack.holding(.vm(vm.name)) {
        // Resumed, deleted, or not there at all by now.
        guard let now = try rack.manifests.read(tenant.name), now.staysDown,
          now.vms.contains(where: { $0.uuid == vm.uuid }), try await rack.isDefined(vm)
        else { return [] }
        var lines: [String] = []
        if try await rack.host.autostart(vm.uuid) {
          try await rack.host.setAutostart(vm.uuid, false)
          lines.append("\(vm.name) would have started with the host, and \(now.name) is suspended: no longer")
        }
        if try await rack.host.machine(vm.uuid)?.state.isActive == true {
          lines.append("\(vm.name) runs, and \(now.name) is suspended: coloc tenant suspend \(now.name) --reason \"…\"")
        }
        return lines
      }
    }
  }

  /// What `keepSuspendedDown` would find.
  func suspendedUp() async throws -> [RecoveryStep] {
    var steps: [RecoveryStep] = []
    for (tenant, vm) in try rack.manifests.all().vms where tenant.staysDown {
      guard try await rack.isDefined(vm) else { continue }
      if try await rack.host.autostart(vm.uuid) {
        let words = "would start with the host, and \(tenant.name) is suspended: would no longer"
        steps.append(RecoveryStep(.suspended, .keptDown, words, tenant: tenant.name, vm: vm))
      }
      if try await rack.host.machine(vm.uuid)?.state.isActive == true {
        let words = "runs, and \(tenant.name) is suspended: left alone"
        steps.append(RecoveryStep(.suspended, .leftAlone, words, tenant: tenant.name, vm: vm))
      }
    }
    return steps
  }
}
