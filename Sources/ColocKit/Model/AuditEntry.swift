/// One line of the audit log: who changed what and why, without personal values.
public struct AuditEntry: Sendable, Equatable {
  /// When it was done.
  public let when: Timestamp
  /// Who did it: the user behind sudo (SUDO_USER), or root.
  public let who: String
  /// The command's noun and verb, without values.
  public let command: String
  /// The tenant concerned, if any.
  public let tenant: TenantName?
  /// The object concerned, as a VM's or image's name.
  public let object: String?
  /// The names of the fields that changed.
  public let fields: [String]
  /// The owner's `--reason`.
  public let reason: String?

  /// Makes an entry.
  public init(
    when: Timestamp,
    who: String,
    command: String,
    tenant: TenantName? = nil,
    object: String? = nil,
    fields: [String] = [],
    reason: String? = nil
  ) {
    self.when = when
    self.who = who
    self.command = command
    self.tenant = tenant
    self.object = object
    self.fields = fields
    self.reason = reason
  }

  /// The line's value.
  public var json: JSONValue {
    .object([
      "when": .text(when), "who": .string(who), "command": .string(command), "tenant": .text(tenant),
      "object": .text(object), "fields": .texts(fields), "reason": .text(reason),
    ])
  }
}
