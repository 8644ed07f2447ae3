/// What the owner typed for `tenant agree`.
public struct AgreementRequest: Sendable, Equatable {
  /// The totals over all VMs.
  public let limit: Demand
  /// The names under which sites may be published.
  public let sites: [SiteName]
  /// Whether the owner has an account inside.
  public let ownerAccess: Bool
  /// The conversation it rests on; nil takes the latest.
  public let conversation: ConversationID?

  /// Makes a request.
  public init(limit: Demand, sites: [SiteName], ownerAccess: Bool, conversation: ConversationID?) {
    self.limit = limit
    self.sites = sites
    self.ownerAccess = ownerAccess
    self.conversation = conversation
  }
}

extension Rack {
  /// Records an agreement, which replaces the one before whole.
  ///
  /// Throws `notPermitted` without a conversation, or when it rests on an older one than the agreement before.
  public func agree(_ name: TenantName, _ request: AgreementRequest, reason: String?) throws -> Agreement {
    _ = try tenant(name)
    let agreement = try manifests.change(name) { tenant in
      let basis = try Self.basis(of: request, with: tenant)
      let agreement = Agreement(
        vms: request.limit.vms,
        vcpus: request.limit.vcpus,
        memory: request.limit.memory,
        disk: request.limit.disk,
        sites: request.sites,
        ownerAccess: request.ownerAccess,
        conversation: basis.id,
        agreed: time.now()
      )
      tenant.agreement = agreement
      return agreement
    }
    try audit(
      tenant: name,
      object: agreement.conversation.description,
      fields: ["agreement"],
      reason: reason
    )
    return agreement
  }

  private static func basis(of request: AgreementRequest, with tenant: Tenant) throws(Failure) -> Conversation {
    let talk = "coloc tenant talk \(tenant.name) --channel matrix --summary \"…\""
    let latest = tenant.conversations.max { ($0.date, $0.id) < ($1.date, $1.id) }
    guard let latest else {
      throw Failure(
        .notPermitted,
        "\(tenant.name) has no recorded conversation: an agreement rests on one",
        hint: "first: \(talk)"
      )
    }
    guard let asked = request.conversation else { return latest }
    guard let basis = tenant.conversations.first(where: { $0.id == asked }) else {
      throw Failure(
        .notFound,
        "\(tenant.name) has no conversation \(asked)",
        hint: "see: coloc tenant show \(tenant.name)"
      )
    }
    let before = tenant.agreement.flatMap { old in tenant.conversations.first { $0.id == old.conversation } }
    if let before, basis.date < before.date {
      throw Failure(
        .notPermitted,
        "\(basis.id) of \(basis.date) is older than \(before.id) of \(before.date), on which the "
          + "agreement in force rests",
        hint: "talk again: \(talk)"
      )
    }
    return basis
  }
}
