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
  /// Records an agreement, which replaces the one before whole, and a refusal too.
  ///
  /// Throws `notPermitted` without a conversation, when it rests on an older one than the agreement before, or on one
  /// from before the refusal.
  public func agree(_ name: TenantName, _ request: AgreementRequest, reason: String?) throws -> Agreement {
    _ = try tenant(name)
    let (agreement, fields) = try manifests.change(name) { tenant in
      let basis = try basis(of: request, with: tenant)
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
      let fields = tenant.refused == nil ? ["agreement"] : ["agreement", "refused"]
      tenant.agreement = agreement
      tenant.refused = nil
      return (agreement, fields)
    }
    try audit(
      tenant: name,
      object: agreement.conversation.description,
      fields: fields,
      reason: reason
    )
    return agreement
  }

  private func basis(of request: AgreementRequest, with tenant: Tenant) throws(Failure) -> Conversation {
    let talk = "coloc tenant talk \(tenant.name) --channel matrix --summary \"…\""
    let latest = tenant.conversations.max { ($0.date, $0.id) < ($1.date, $1.id) }
    guard let latest else {
      throw Failure(
        .notPermitted,
        "\(tenant.name) has no recorded conversation: an agreement rests on one",
        hint: "first: \(talk)"
      )
    }
    let newest = tenant.conversations.max { $0.id < $1.id } ?? latest
    // After a refusal it is the talk recorded last that counts, whatever day it was on.
    guard let asked = request.conversation else {
      return try judge(tenant.refused == nil ? latest : newest, after: tenant.refused, talk)
    }
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
    return try judge(basis, after: tenant.refused, talk)
  }

  private func judge(
    _ basis: Conversation,
    after refusal: TenantRefusal?,
    _ talk: String
  ) throws(Failure) -> Conversation {
    guard let refusal, let last = refusal.conversation, basis.id <= last else { return basis }
    throw Failure(
      .notPermitted,
      "\(basis.id) was before the refusal at \(localTime.text(refusal.since)): an agreement rests on a conversation after it",
      hint: "talk again: \(talk)"
    )
  }
}
