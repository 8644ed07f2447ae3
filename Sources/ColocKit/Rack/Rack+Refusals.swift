extension Rack {
  /// Refuses what another command is making, moving or ending, for one tenant or for any: it is in no manifest yet, or in
  /// two places.
  ///
  /// The caller holds the addresses' lock, so that nothing begins meanwhile. Throws `busy`.
  func refuseUnderWay(
    of tenant: TenantName? = nil,
    _ actions: Set<Intent.Action> = Set(Intent.Action.allCases)
  ) throws {
    let intents = try state.intents.all().filter { actions.contains($0.action) }
    guard let intent = intents.first(where: { tenant == nil || $0.tenant == tenant }) else { return }
    let beneficiary = tenant.map { " for \($0)" } ?? ""
    throw Failure(
      .busy,
      "\(intent.command) of \(intent.started)\(beneficiary) is under way or was interrupted",
      hint: "wait for it, or: coloc recover"
    )
  }

  /// Refuses what a protected VM is kept from; `deed` is what would have been done. Throws `notPermitted` naming each.
  public func refuseProtected(_ vms: [VMRecord], _ deed: String) throws(Failure) {
    let names = vms.filter(\.protected).map(\.name).sorted()
    guard !names.isEmpty else { return }
    throw Failure(
      .notPermitted,
      "\(names.map(\.description).joined(separator: ", ")) is protected and is not \(deed)",
      hints: names.map { "if it must be: coloc vm edit \($0) --protect off" }
    )
  }
}
