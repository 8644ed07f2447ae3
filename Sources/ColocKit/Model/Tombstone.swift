/// A deleted VM in the trash: written before anything of it goes, removed when nothing of it is left.
public struct Tombstone: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// The tenant whose VM it was.
  public let tenant: TenantName
  /// The VM as its manifest recorded it.
  public let vm: VMRecord
  /// libvirt's definition of the domain at its deletion, from which it can be restored; empty when there was none.
  public let domainXML: String
  /// When it was deleted.
  public let deleted: Timestamp
  /// When the trash gives it up.
  public let expires: Timestamp
  /// Why, in the owner's words.
  public let reason: String?
  /// Whether its disks are going for good; from then on it only goes forward.
  public var purging: Bool

  /// Makes a tombstone.
  public init(
    tenant: TenantName,
    vm: VMRecord,
    domainXML: String,
    deleted: Timestamp,
    expires: Timestamp,
    reason: String?,
    purging: Bool = false
  ) {
    self.tenant = tenant
    self.vm = vm
    self.domainXML = domainXML
    self.deleted = deleted
    self.expires = expires
    self.reason = reason
    self.purging = purging
  }

  /// The tombstone's file.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "tenant": .text(tenant), "vm": vm.json, "domainXML": .string(domainXML),
      "deleted": .text(deleted), "expires": .text(expires), "reason": .text(reason), "purging": .bool(purging),
    ])
  }
}
