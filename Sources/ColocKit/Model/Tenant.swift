/// A non-profit, or the owner himself, as its manifest records it.
public struct Tenant: Sendable, Equatable {
  /// The version of the manifest's shape that this coloc writes.
  public static let schema = 1

  /// The short name, and the name of the manifest's file.
  public let name: TenantName
  /// The name as people write it.
  public var displayName: String
  /// The language in which it is written to.
  public var language: Language
  /// Whether this is the owner himself: no conversation needed, never announced to; exactly one.
  public let isSelf: Bool
  /// How it is reached.
  public var contacts: [Contact]
  /// The keys that open its VMs.
  public var sshKeys: [SSHPublicKey]
  /// What was said, oldest number first.
  public var conversations: [Conversation]
  /// What was agreed, if anything.
  public var agreement: Agreement?
  /// Its VMs.
  public var vms: [VMRecord]
  /// When it was added.
  public let created: Timestamp
  /// The word that its VMs stay down, if it was said.
  public var suspended: Suspension?
  /// The word that it gets nothing, if it was said.
  public var refused: TenantRefusal?

  /// Makes a tenant.
  public init(
    name: TenantName,
    displayName: String,
    language: Language,
    isSelf: Bool,
    contacts: [Contact] = [],
    sshKeys: [SSHPublicKey] = [],
    conversations: [Conversation] = [],
    agreement: Agreement? = nil,
    vms: [VMRecord] = [],
    created: Timestamp,
    suspended: Suspension? = nil,
    refused: TenantRefusal? = nil
  ) {
    self.name = name
    self.displayName = displayName
    self.language = language
    self.isSelf = isSelf
    self.contacts = contacts
    self.sshKeys = sshKeys
    self.conversations = conversations
    self.agreement = agreement
    self.vms = vms
    self.created = created
    self.suspended = suspended
    self.refused = refused
  }

  /// The manifest.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "name": .text(name), "displayName": .string(displayName),
      "language": .string(language.rawValue), "self": .bool(isSelf), "contacts": .texts(contacts),
      "sshKeys": .texts(sshKeys), "conversations": .array(conversations.map(\.json)),
      "agreement": agreement?.json ?? .null, "vms": .array(vms.map(\.json)), "created": .text(created),
      "suspended": suspended?.json ?? .null, "refused": refused?.json ?? .null,
    ])
  }
}
