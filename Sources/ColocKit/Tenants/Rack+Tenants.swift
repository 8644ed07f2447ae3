/// What the owner typed for `tenant add`.
public struct TenantRequest: Sendable, Equatable {
  /// The short name.
  public let name: TenantName
  /// The name as people write it; nil takes the short name.
  public let displayName: String?
  /// The language; nil is English.
  public let language: Language?
  /// Whether it is the owner himself.
  public let isSelf: Bool
  /// How it is reached.
  public let contacts: [Contact]
  /// The keys that open its VMs.
  public let sshKeys: [SSHPublicKey]

  /// Makes a request.
  public init(
    name: TenantName,
    displayName: String?,
    language: Language?,
    isSelf: Bool,
    contacts: [Contact],
    sshKeys: [SSHPublicKey]
  ) {
    self.name = name
    self.displayName = displayName
    self.language = language
    self.isSelf = isSelf
    self.contacts = contacts
    self.sshKeys = sshKeys
  }
}

extension Rack {
  /// Adds a tenant: no VM, no conversation, nothing agreed yet. Throws `cannotCreate` when the name is taken, or when
  /// there is an owner already.
  public func addTenant(_ request: TenantRequest, reason: String?) async throws -> Tenant {
    try await holding(.addresses) { try addTenantLocked(request, reason: reason) }
  }

  private func addTenantLocked(_ request: TenantRequest, reason: String?) throws -> Tenant {
    if request.isSelf, let owner = try manifests.all().tenants.first(where: \.isSelf) {
      throw Failure(.cannotCreate, "the owner is \(owner.name) already: exactly one tenant can be --self")
    }
    let displayName = request.displayName ?? request.name.description
    try Prose.check(displayName, what: "a display name", limit: 100)
    let tenant = Tenant(
      name: request.name,
      displayName: displayName,
      language: request.language ?? .english,
      isSelf: request.isSelf,
      contacts: request.contacts,
      sshKeys: request.sshKeys,
      created: time.now()
    )
    try manifests.add(tenant)
    try audit(tenant: tenant.name, fields: ["tenant"], reason: reason)
    return tenant
  }

  /// Records a conversation; throws `usage` for a day in the future, `notFound`.
  public func talk(
    _ name: TenantName,
    date: CalendarDate,
    channel: Channel,
    summary: String,
    reason: String?
  ) throws -> Conversation {
    try Prose.check(summary, what: "a summary", limit: 2000)
    _ = try tenant(name)
    let conversation = try manifests.change(name) { tenant in
      let number = (tenant.conversations.map(\.id.number).max() ?? 0) + 1
      let conversation = Conversation(
        id: ConversationID(number: number),
        date: date,
        channel: channel,
        summary: summary,
        recorded: time.now()
      )
      tenant.conversations.append(conversation)
      return conversation
    }
    try audit(tenant: name, object: conversation.id.description, fields: ["conversations"], reason: reason)
    return conversation
  }
}
