/// What the owner typed for `tenant edit`; what is nil or empty stays as it is.
public struct TenantChange: Sendable, Equatable {
  /// The name as people write it.
  public var displayName: String?
  /// The language.
  public var language: Language?
  /// Contacts to add.
  public var addedContacts: [Contact] = []
  /// Contacts to remove.
  public var removedContacts: [Contact] = []
  /// Keys to add.
  public var addedKeys: [SSHPublicKey] = []
  /// Keys to remove, each by its fingerprint (`SHA256:…`) or its comment.
  public var removedKeys: [String] = []

  /// Makes a change of nothing.
  public init() {}
}

extension Rack {
  /// Changes what is recorded of a tenant and returns the names of the fields that are another now.
  ///
  /// No guest is touched: keys go into VMs made from now on. What is there already is not added twice. Throws
  /// `notFound` for a tenant, or for a contact or key to remove that it has not: a typing mistake must not look like a
  /// key that was taken away. Throws `usage` for a comment that several keys have.
  public func editTenant(_ name: TenantName, _ change: TenantChange, reason: String?) throws -> [String] {
    if let displayName = change.displayName { try Prose.check(displayName, what: "a display name", limit: 100) }
    _ = try tenant(name)
    let fields = try manifests.change(name) { tenant in
      let before = tenant
      try Self.apply(change, to: &tenant)
      return Self.fields(of: tenant, unlike: before)
    }
    if !fields.isEmpty { try audit(tenant: name, fields: fields, reason: reason) }
    return fields
  }

  private static func apply(_ change: TenantChange, to tenant: inout Tenant) throws(Failure) {
    tenant.displayName = change.displayName ?? tenant.displayName
    tenant.language = change.language ?? tenant.language
    for contact in change.removedContacts {
      guard let index = tenant.contacts.firstIndex(of: contact) else {
        throw Failure(
          .notFound,
          "\(tenant.name) has no contact \(contact)",
          hint: "see: coloc tenant show \(tenant.name)"
        )
      }
      tenant.contacts.remove(at: index)
    }
    for contact in change.addedContacts where !tenant.contacts.contains(contact) { tenant.contacts.append(contact) }
    for text in change.removedKeys { try tenant.sshKeys.remove(named: text, of: tenant.name.description) }
    tenant.sshKeys.add(change.addedKeys)
  }

  private static func fields(of tenant: Tenant, unlike before: Tenant) -> [String] {
    var fields: [String] = []
    if tenant.displayName != before.displayName { fields.append("displayName") }
    if tenant.language != before.language { fields.append("language") }
    if tenant.contacts != before.contacts { fields.append("contacts") }
    if tenant.sshKeys != before.sshKeys { fields.append("sshKeys") }
    return fields
  }
}
