extension Rack {
  /// Says what suspending a tenant would do. Throws `notFound`, `Failure` from the host.
  public func planSuspension(_ name: TenantName, reason: String) async throws -> TenantPlan {
    try Prose.check(reason, what: "a reason", limit: 200)
    let tenant = try tenant(name)
    let parts = try await machines(of: tenant).map { vm, state in
      TenantPlan.Part(vm: vm, state: state, step: state.isActive ? .stop : .keep)
    }
    return TenantPlan(
      tenant: tenant,
      action: .suspend,
      isDone: tenant.staysDown && !parts.contains { $0.step == .stop },
      parts: parts,
      reason: reason
    )
  }

  /// Records that a tenant is suspended, with the VMs that run now; `keepDown` then brings each of the plan's down.
  ///
  /// From its return on nothing of the tenant starts. Once more adds what runs meanwhile, and the first day stays. Throws
  /// what the plan throws, and `busy` while another command makes or brings back a VM of it.
  public func suspend(_ name: TenantName, reason: String) async throws -> TenantPlan {
    let plan = try await holding(.addresses) {
      try refuseUnderWay(of: name, [.create, .restore, .adopt])
      let plan = try await planSuspension(name, reason: reason)
      // One that is being started was let through before: it runs in a moment.
      let starting = try state.intents.all().filter { $0.action == .start && $0.tenant == name }.compactMap(\.vm?.name)
      let running = plan.parts.filter { $0.step == .stop }.map(\.vm.name)
      // So is one that is down for an outage, and would come back at its end.
      let owed = try state.outages.read()?.owed.filter { $0.tenant == name && $0.descent != .itself } ?? []
      let returning = plan.parts.map(\.vm).filter { vm in owed.contains { $0.uuid == vm.uuid } }.map(\.name)
      let autostart = try await namesStartedWithDaemon(plan.parts)
      try manifests.change(name) { tenant in
        let before = tenant.suspended
        let names = Set(tenant.vms.map(\.name))
        tenant.suspended = Suspension(
          since: before.flatMap { $0.resuming ? nil : $0.since } ?? time.now(),
          reason: reason,
          ran: names.intersection((before?.ran ?? []) + running + starting + returning).sorted(),
          autostart: names.intersection((before?.autostart ?? []) + autostart).sorted()
        )
      }
      return plan
    }
    try audit(tenant: name, fields: ["suspended"], reason: reason)
    return plan
  }

  /// libvirt's own word for each; for a domain that libvirt lost, what it would get when it is defined again.
  private func namesStartedWithDaemon(_ parts: [TenantPlan.Part]) async throws -> [VMName] {
    var names: [VMName] = []
    for part in parts {
      let isListed =
        part.state == .missing
        ? try part.vm.adoption == nil || state.definitions.read(part.vm.uuid)?.autostart == true
        : try await host.autostart(part.vm.uuid)
      if isListed { names.append(part.vm.name) }
    }
    return names
  }

  /// Brings one VM of a suspended tenant down as `stop` does, after taking it off what libvirt starts with its daemon.
  ///
  /// Throws what `stop` throws, and `busy` when the tenant was resumed meanwhile.
  public func keepDown(_ name: VMName, timeout: Duration, reason: String?) async throws -> StopOutcome {
    try await holding(.vm(name)) {
      let (tenant, vm) = try find(name)
      guard tenant.staysDown else {
        throw Failure(.busy, "\(tenant.name) was resumed meanwhile: \(name) is left as it is")
      }
      // One that libvirt lost is down, and comes back off.
      guard try await isDefined(vm) else { return .alreadyOff }
      try await host.setAutostart(vm.uuid, false)
      return try await stopLocked(name, timeout: timeout, reason: reason)
    }
  }
}
