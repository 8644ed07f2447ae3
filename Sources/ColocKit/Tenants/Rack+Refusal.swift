extension Rack {
  /// Says what refusing a tenant would do. Throws `notFound`; `notPermitted` for the owner and while it has VMs.
  public func planRefusal(_ name: TenantName, reason: String) throws -> TenantPlan {
    try Prose.check(reason, what: "a reason", limit: 200)
    let tenant = try tenant(name)
    guard !tenant.isSelf else { throw Failure(.notPermitted, "\(name) is the owner: there is nobody to refuse") }
    guard tenant.vms.isEmpty else {
      let names = tenant.vms.map(\.name).sorted()
      throw Failure(
        .notPermitted,
        "\(name) has \(names.map(\.description).joined(separator: ", ")): only a tenant without VMs is refused",
        hints: ["to stop them and keep them: coloc tenant suspend \(name) --reason \"…\"", "to let them go:"]
          + names.map { "  coloc vm delete \($0)" }
      )
    }
    return TenantPlan(tenant: tenant, action: .refuse, isDone: tenant.refused != nil, parts: [], reason: reason)
  }

  /// Records that a tenant gets nothing: all that was said stays until it is removed, and an agreement that rests on a
  /// later conversation replaces the refusal. Once more changes the reason; after another talk it is a new refusal.
  ///
  /// Throws what the plan throws, and `busy` while another command makes a VM for it.
  public func refuse(_ name: TenantName, reason: String) async throws -> TenantPlan {
    let plan = try await holding(.addresses) {
      try refuseUnderWay(of: name, [.create, .restore, .adopt])
      let plan = try planRefusal(name, reason: reason)
      try manifests.change(name) { tenant in
        let last = tenant.conversations.map(\.id).max()
        let before = tenant.refused.flatMap { $0.conversation == last ? $0.since : nil }
        tenant.refused = TenantRefusal(since: before ?? time.now(), reason: reason, conversation: last)
      }
      return plan
    }
    try audit(tenant: name, fields: ["refused"], reason: reason)
    return plan
  }
}
