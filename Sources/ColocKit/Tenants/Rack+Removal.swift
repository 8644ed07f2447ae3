extension Rack {
  /// Says what removing a tenant would do. Throws `notFound`; `notPermitted` while it has VMs, those in the trash too,
  /// and `purgingVMs` is false, or while one of them is protected.
  public func planRemoval(_ name: TenantName, purgingVMs: Bool, reason: String? = nil) async throws -> TenantPlan {
    let tenant = try tenant(name)
    let trash = try state.tombstones.all().filter { $0.tenant == name }.sorted { $0.vm.name < $1.vm.name }
    let names = tenant.vms.map(\.name.description).sorted() + trash.map { "\($0.vm.name) (trash)" }
    guard purgingVMs || names.isEmpty else {
      throw Failure(
        .notPermitted,
        "\(name) still has \(names.joined(separator: ", "))",
        hints: [
          "give its data away first; what is in the trash goes by: coloc vm purge NAME",
          "or destroy them with it, for good: --purge-vms",
        ]
      )
    }
    try refuseProtected(tenant.vms, "removed")
    let live = try await machines(of: tenant).map { TenantPlan.Part(vm: $0.vm, state: $0.state, step: .destroy) }
    let deleted = trash.map { TenantPlan.Part(vm: $0.vm, state: nil, step: .destroy) }
    return TenantPlan(tenant: tenant, action: .remove, isDone: false, parts: live + deleted, reason: reason)
  }

  /// Destroys a tenant's VMs, where `purgingVMs` says so, and then all that is known of it; the audit log keeps names.
  ///
  /// The manifest goes last: cut off before, the tenant is there and the same command goes on; cut off after it,
  /// `endRemoval` does the rest. Throws what the plan throws, `busy` while another command works for the tenant.
  public func remove(_ name: TenantName, purgingVMs: Bool, reason: String?) async throws {
    try await holding(.addresses) { try refuseUnderWay(of: name) }
    for part in try await planRemoval(name, purgingVMs: purgingVMs).parts {
      try await destroy(part, reason: reason)
      narrator.say(part.vm.farewell)
    }
    // Nothing can be made for it from here on.
    try await holding(.addresses) {
      try refuseUnderWay(of: name)
      try refuseLeft(try tenant(name))
      try state.layout.removeStaleTemporaries()
      try state.layout.forgetVMs(except: Set(knownRecords().map(\.name)), command: command)
      try manifests.remove(name) { try refuseLeft($0) }
      _ = try endRemoval(of: name, reason: reason)
    }
  }

  /// Does what a removal that was cut off behind the manifest has left to do; false when there is nothing.
  public func endRemoval(of name: TenantName, reason: String?) throws -> Bool {
    guard try manifests.read(name) == nil, try state.layout.hasLock(of: name) else { return false }
    try audit(tenant: name, fields: ["tenant"], reason: reason)
    // The last thing that bears its name: until it is gone the command can be repeated.
    try state.layout.forgetTenant(name, command: command)
    return true
  }

  private func destroy(_ part: TenantPlan.Part, reason: String?) async throws {
    guard part.state == nil else {
      _ = try await delete(part.vm.name, now: true, reason: reason)
      return
    }
    try await holding(.vm(part.vm.name)) {
      // Purged or brought back meanwhile.
      guard let tombstone = try state.tombstones.read(part.vm.uuid) else { return }
      try await purge(tombstone, reason: reason)
    }
  }

  private func refuseLeft(_ tenant: Tenant) throws {
    let trash = try state.tombstones.all().filter { $0.tenant == tenant.name }
    guard tenant.vms.isEmpty, trash.isEmpty else {
      throw Failure(.busy, "\(tenant.name) got a VM meanwhile", hint: "repeat: coloc tenant remove \(tenant.name)")
    }
  }
}
