/// A point as lists show it, with the VM it is of.
public struct PointItem: Sendable, Equatable {
  /// The VM.
  public let vm: VMName
  /// The VM's tenant.
  public let tenant: TenantName
  /// The point.
  public let point: Point
  /// Whether the live disk descends from it directly.
  public let isHead: Bool

  /// What is typed to mean it.
  public var reference: String { "\(vm)@\(point.label)" }

  /// The item of `snapshot list --json`.
  public var json: JSONValue {
    .object([
      "vm": .text(vm), "tenant": .text(tenant), "name": .string(point.label), "id": .text(point.id),
      "created": .text(point.created), "level": .string(point.level.rawValue), "size": .int(point.size.bytes),
      "protected": .bool(point.protected), "note": .text(point.note), "kept": .texts(point.kept),
      "head": .bool(isHead), "parent": .text(point.parent),
    ])
  }
}
