internal import ColocKit
internal import Foundation
internal import VirtKit

/// coloc's own element in a domain's metadata: ids only, for any local user may read domain XML.
enum Mark {
  static let namespace = DomainMark.namespace

  static func element(rack: UUID, tenant: TenantName) -> XMLElement {
    XMLElement("coloc", ["rack": rack.text, "tenant": tenant.description])
      .inNamespace(namespace, prefix: "coloc")
  }

  /// The rack in what libvirt gives back; nil when there is none, or it is no UUID.
  static func rack(in text: String) -> UUID? {
    (try? XMLElement(parsing: text)).flatMap { rack(in: $0) }
  }

  /// The rack in the element itself.
  static func rack(in element: XMLElement) -> UUID? {
    element["rack"].flatMap { UUID(uuidString: $0) }
  }
}
