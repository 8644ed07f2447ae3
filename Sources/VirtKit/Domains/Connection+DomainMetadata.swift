import CLibvirt
public import FoundationEssentials

extension Connection {
  /// The metadata element of one namespace, as XML; nil when the domain has none. C: virDomainGetMetadata.
  public func domainMetadata(
    _ uuid: UUID,
    namespace: String,
    deadline: Duration = Connection.callDeadline
  ) async throws -> String? {
    try await unlessMissing(.noDomainMetadata) {
      try await perform("read metadata of domain", domain: uuid, within: deadline) { domain, call in
        let kind = Int32(bitPattern: VIR_DOMAIN_METADATA_ELEMENT.rawValue)
        return try unsafe call.text(virDomainGetMetadata(domain.pointer, kind, namespace, 0))
      }
    }
  }

  /// Sets the metadata element of one namespace, or removes it (nil), live and in the definition.
  ///
  /// The element's own namespace and prefix are used. C: virDomainSetMetadata.
  public func setDomainMetadata(
    _ uuid: UUID,
    namespace: String,
    prefix: String,
    element: XMLElement?,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    // libvirt puts the namespace around the element itself, and refuses one that declares its own.
    var bare = element
    bare?.namespace = nil
    bare?.prefix = nil
    let xml = try bare?.xml
    try await set(VIR_DOMAIN_METADATA_ELEMENT, of: uuid, xml, key: prefix, namespace: namespace, within: deadline)
  }

  /// Sets the title, one short line, live and in the definition. C: virDomainSetMetadata.
  public func setDomainTitle(_ uuid: UUID, _ title: String, deadline: Duration = Connection.callDeadline) async throws {
    try await set(VIR_DOMAIN_METADATA_TITLE, of: uuid, title, key: nil, namespace: nil, within: deadline)
  }

  /// Sets the description, live and in the definition. C: virDomainSetMetadata.
  public func setDomainDescription(
    _ uuid: UUID,
    _ description: String,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await set(VIR_DOMAIN_METADATA_DESCRIPTION, of: uuid, description, key: nil, namespace: nil, within: deadline)
  }

  private func set(
    _ kind: virDomainMetadataType,
    of uuid: UUID,
    _ value: String?,
    key: String?,
    namespace: String?,
    within deadline: Duration
  ) async throws {
    let kind = Int32(bitPattern: kind.rawValue)
    try await perform("set metadata of domain", domain: uuid, within: deadline) { domain, call in
      let flags = try domain.impact(call)
      _ = try unsafe call.count(virDomainSetMetadata(domain.pointer, kind, value, key, namespace, flags))
    }
  }
}
