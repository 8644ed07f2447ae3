internal import ColocKit
internal import Foundation
internal import VirtKit

/// coloc's own element in a domain's metadata: ids only, for any local user may read domain XML.
enum Mark {
  static let namespace = DomainMark.namespace
  static let prefix = "coloc"

  static func element(rack: UUID, tenant: TenantName) -> XMLElement {
    XMLElement("coloc", ["rack": rack.text, "tenant": tenant.description])
      .inNamespace(namespace, prefix: prefix)
  }

  /// The rack in what libvirt gives back; nil when there is none, or it is no UUID.
  static func rack(in text: String) -> UUID? {
    (try? XMLElement(parsing: text)).flatMap { rack(in: $0) }
  }

  /// Whose mark a domain carries, in any of its descriptions: as it starts next, as it runs.
  static func mark(in descriptions: [DomainDescription]) -> MachineMark {
    let elements = descriptions.compactMap { $0.metadata(namespace: namespace) }
    guard let element = elements.first else { return .none }
    return rack(in: element).map { .rack($0) } ?? .illegible
  }

  /// The rack in the element itself.
  static func rack(in element: XMLElement) -> UUID? {
    element["rack"].flatMap { UUID(uuidString: $0) }
  }

  /// The tenant in the element itself.
  static func tenant(in element: XMLElement) -> TenantName? { element["tenant"].flatMap { TenantName($0) } }
}
