extension Tenant: ReadableRecord {
  /// Reads a manifest; an agreement must rest on a conversation that stands there too. Manifests of the first days have
  /// neither a suspension nor a refusal.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let name = record.required("name", .parsed(TenantName.self))
    let displayName = record.required("displayName", .text)
    let language = record.required("language", .choice(Language.self))
    let isSelf = record.required("self", .bool)
    let contacts = record.required("contacts", .list(.parsed(Contact.self)))
    let sshKeys = record.required("sshKeys", .list(.parsed(SSHPublicKey.self)))
    let conversations = record.required("conversations", .records(Conversation.self, distinct: ["id"]))
    let agreement = record.nullable("agreement", .record(Agreement.self))
    let vms = record.required("vms", .records(VMRecord.self, distinct: ["name", "uuid", "mac", "ipv4", "ipv6"]))
    let created = record.required("created", .parsed(Timestamp.self))
    let suspended = record.optional("suspended", .record(Suspension.self))
    let refused = record.optional("refused", .record(TenantRefusal.self))
    if case .success(let agreement?) = agreement, case .success(let conversations) = conversations,
      !conversations.contains(where: { $0.id == agreement.conversation })
    {
      record.fault("agreement", "rests on conversation \(agreement.conversation), which is not there")
    }
    try record.end()
    self.init(
      name: try name.get(),
      displayName: try displayName.get(),
      language: try language.get(),
      isSelf: try isSelf.get(),
      contacts: try contacts.get(),
      sshKeys: try sshKeys.get(),
      conversations: try conversations.get(),
      agreement: try agreement.get(),
      vms: try vms.get(),
      created: try created.get(),
      suspended: try suspended.get(),
      refused: try refused.get()
    )
  }
}
