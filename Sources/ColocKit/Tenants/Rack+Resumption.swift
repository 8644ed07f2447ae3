/// What resuming its tenant did with a VM.
public enum ResumeOutcome: Sendable, Equatable {
  /// It ran when the tenant was suspended, and was started.
  case started
  /// It ran then, and runs.
  case runsAlready
  /// It did not run then, and was left as it is.
  case leftOff
}

extension Rack {
  /// Says what resuming a tenant would do. Throws `notFound`, `Failure` from the host.
  public func planResumption(_ name: TenantName, reason: String?) async throws -> TenantPlan {
    let tenant = try tenant(name)
    let ran = Set(tenant.suspended?.ran ?? [])
    let parts = tenant.suspended == nil ? [] : try await machines(of: tenant)
    return TenantPlan(
      tenant: tenant,
      action: .resume,
      isDone: tenant.suspended == nil,
      parts: parts.map { vm, state in
        TenantPlan.Part(vm: vm, state: state, step: ran.contains(vm.name) ? .start : .release)
      },
      reason: reason
    )
  }

  /// Records that a suspension is being lifted; `letUp` then starts each of the plan's, and `endResumption` ends it.
  ///
  /// From its return on the tenant's VMs may start. One that is not suspended is success, with an empty plan.
  public func resume(_ name: TenantName, reason: String?) async throws -> TenantPlan {
    let plan = try await planResumption(name, reason: reason)
    guard !plan.isDone else { return plan }
    let isNew = try manifests.change(name) { tenant in
      defer { tenant.suspended?.resuming = true }
      return tenant.staysDown
    }
    if isNew { try audit(tenant: name, fields: ["suspended"], reason: reason) }
    return plan
  }

  /// Lets one VM start with libvirt's daemon again as it did, starts it if it ran, and strikes it off the list.
  ///
  /// Throws what `start` throws, and `busy` when the tenant was suspended again meanwhile.
  public func letUp(_ name: VMName, reason: String?) async throws -> ResumeOutcome {
    try await holding(.vm(name)) {
      let (tenant, vm) = try find(name)
      guard let suspension = tenant.suspended, suspension.resuming else {
        throw Failure(
          .busy,
          "\(tenant.name) was suspended or resumed meanwhile: \(name) is left as it is",
          hint: "see: coloc tenant show \(tenant.name)"
        )
      }
      guard try await isDefined(vm) else { throw missing(name) }
      if suspension.autostart.contains(name) { try await letAutostart(vm.uuid) }
      guard suspension.ran.contains(name) else { return .leftOff }
      let isStarted = try await startLocked(name, reason: reason)
      try manifests.change(tenant.name) { tenant in tenant.suspended?.ran.removeAll { $0 == name } }
      return isStarted ? .started : .runsAlready
    }
  }

  /// Removes the record of a suspension that was lifted; the caller has let up every VM of the plan.
  ///
  /// Throws `partly` when one is still to be started.
  public func endResumption(_ name: TenantName) throws {
    try manifests.change(name) { tenant in
      guard let suspension = tenant.suspended, suspension.resuming else { return }
      let left = suspension.ran.filter { name in tenant.vms.contains { $0.name == name } }
      guard left.isEmpty else {
        throw Failure(
          .partly,
          "\(left.map(\.description).joined(separator: ", ")) is still to be started",
          hint: "repeat: coloc tenant resume \(name)"
        )
      }
      tenant.suspended = nil
    }
  }
}
