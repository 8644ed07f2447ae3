internal import ColocKit
internal import Foundation
internal import VirtKit

/// coloc's own element in a domain's metadata: ids only, for any local user may read domain XML.
enum Mark {
  static let namespace = "https://coloc.example/xmlns/libvirt/domain/1"

  static func element(rack: UUID, tenant: TenantName) -> XMLElement {
    XMLElement("coloc", ["rack": rack.text, "tenant": tenant.description])
      .inNamespace(namespace, prefix: "coloc")
  }

  /// The rack in what libvirt gives back; nil when there is none, or it is no UUID.
  static func rack(in text: String) -> UUID? {
    guard let element = try? XMLElement(parsing: text) else { return nil }
    return element["rack"].flatMap { UUID(uuidString: $0) }
  }
}
