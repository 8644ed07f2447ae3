/// What a policy makes of one VM's points.
public struct PrunePlan: Sendable {
  /// One point and what becomes of it.
  public struct Part: Sendable {
    /// The point.
    public let item: PointItem
    /// Why it stays, in words; empty for one that goes.
    public let reasons: [String]

    /// Whether it stays.
    public var isKept: Bool { !reasons.isEmpty }

    /// The item of `snapshot prune --json`.
    public var json: JSONValue {
      guard case .object(var fields) = item.json else { return .null }
      fields["keep"] = .bool(isKept)
      fields["kept"] = .texts(reasons)
      return .object(fields)
    }
  }

  /// The VM.
  public let vm: VMName
  /// The policy that decided.
  public let policy: RetentionPolicy
  /// The points, oldest first.
  public let parts: [Part]
  /// Why nothing goes in this run, in a sentence; nil when the policy has its way.
  public let hold: String?

  /// The points that go, oldest first.
  public var dropped: [PointItem] { parts.filter { !$0.isKept }.map(\.item) }
}

extension Rack {
  /// Says which points of a VM its policy keeps, and why. Touches nothing. Throws `notFound`, `invalidFile`.
  ///
  /// `force` lets more than ten and more than 30 % go at once.
  public func planPrune(_ name: VMName, force: Bool = false) throws -> PrunePlan {
    let (tenant, vm) = try find(name)
    return planPrune(vm, of: tenant.name, try points(of: vm), force: force)
  }

  private func planPrune(_ vm: VMRecord, of tenant: TenantName, _ index: PointIndex?, force: Bool) -> PrunePlan {
    let points = (index?.shown ?? []).sorted { $0.sequence < $1.sequence }
    let decision = RetentionDecision(
      points.map {
        RetentionCandidate(
          id: "\(vm.name)@\($0.label)",
          time: $0.created,
          sequence: $0.sequence,
          isProtected: $0.protected
        )
      },
      now: time.now(),
      policy: policy(of: vm),
      wall: WallClock(zone: configuration.timezone),
      force: force
    )
    return PrunePlan(
      vm: vm.name,
      policy: policy(of: vm),
      parts: zip(points, decision.verdicts).map { point, verdict in
        let isHead = point.id == index?.head
        let reasons = verdict.reasons.map(\.description)
        return PrunePlan.Part(
          item: PointItem(vm: vm.name, tenant: tenant, point: point, isHead: isHead),
          // After a revert the live disk may stand on an old one.
          reasons: reasons.isEmpty && isHead ? ["head"] : reasons
        )
      },
      hold: decision.hold?.sentence
    )
  }

  /// Removes what a VM's policy does not keep, oldest first, and notes with the others why they stay.
  ///
  /// Throws `notFound`, `busy`, what removing a point throws, and `partly` with the reason when the decision is not to be
  /// trusted: then nothing went.
  public func prune(_ name: VMName, force: Bool = false, reason: String? = nil) async throws -> PrunePlan {
    try refuseFarHost()
    return try await holding(.points(name)) {
      let (tenant, vm) = try find(name)
      guard try points(of: vm) != nil else { return try planPrune(name) }
      let book = try pointBook(of: vm)
      for line in try await PointRecovery(rack: self, vm: vm, book: book).run() { narrator.say(line) }
      let plan = planPrune(vm, of: tenant.name, book.index, force: force)
      if let hold = plan.hold {
        let canBeForced = planPrune(vm, of: tenant.name, book.index, force: true).hold == nil
        throw Failure(
          .partly,
          "\(name): \(hold)",
          hints: ["look: coloc snapshot prune \(name) --dry-run --force"]
            + (canBeForced ? ["if it is meant: coloc snapshot prune \(name) --force"] : [])
        )
      }
      try book.change { index in
        for part in plan.parts where part.isKept { index.change(part.item.point.id) { $0.kept = part.reasons } }
      }
      guard !plan.dropped.isEmpty else { return plan }
      let intent = try beginPointIntent(.removePoint, vm, of: tenant.name)
      let removal = PointRemoval(rack: self, vm: vm, book: book)
      for item in plan.dropped {
        try Task.checkCancellation()
        _ = try await removal.remove(item.point.id)
      }
      try state.intents.finish(intent)
      let labels = plan.dropped.map(\.point.label).joined(separator: ", ")
      try audit(tenant: tenant.name, object: "\(name)@\(labels)", reason: reason)
      return plan
    }
  }
}
