import CLibvirt
public import FoundationEssentials

extension Connection {
  /// A domain by its UUID; nil only when libvirt says that there is none. C: virDomainLookupByUUID.
  public func domain(uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> DomainRecord? {
    try await unlessMissing(.noDomain) {
      try await perform("look up domain", domain: uuid, within: deadline) { try $0.record($1) }
    }
  }

  /// A domain by its name; nil only when libvirt says that there is none. C: virDomainLookupByName.
  public func domain(named name: String, deadline: Duration = Connection.callDeadline) async throws -> DomainRecord? {
    try await unlessMissing(.noDomain) {
      try await perform(Call("look up domain", on: name), within: deadline) { connection, call in
        try unsafe DomainHandle(virDomainLookupByName(connection.pointer, name), call).record(call)
      }
    }
  }

  /// Defines a persistent domain from XML that must follow libvirt's schema.
  ///
  /// A domain of the same name and UUID is overwritten without a word. C: virDomainDefineXMLFlags.
  @discardableResult
  public func defineDomain(_ xml: String, deadline: Duration = Connection.callDeadline) async throws -> DomainRecord {
    try await perform(Call("define domain", on: Self.name(in: xml)), within: deadline) { connection, call in
      let flags = VIR_DOMAIN_DEFINE_VALIDATE.rawValue
      return try unsafe DomainHandle(virDomainDefineXMLFlags(connection.pointer, xml, flags), call).record(call)
    }
  }

  /// Creates and starts a transient domain, which leaves nothing behind when it stops. C: virDomainCreateXML.
  @discardableResult
  public func createDomain(
    _ xml: String,
    flags: DomainStartFlags = [],
    deadline: Duration = Connection.powerDeadline
  ) async throws -> DomainRecord {
    try await perform(Call("create domain", on: Self.name(in: xml)), within: deadline) { connection, call in
      let flags = flags.rawValue | VIR_DOMAIN_START_VALIDATE.rawValue
      return try unsafe DomainHandle(virDomainCreateXML(connection.pointer, xml, flags), call).record(call)
    }
  }

  /// Forgets a domain; a running one goes on as a transient one. Its volumes stay. C: virDomainUndefineFlags.
  public func undefineDomain(
    _ uuid: UUID,
    options: UndefineOptions = [],
    deadline: Duration = Connection.callDeadline
  ) async throws {
    await consoles.settle(uuid, ending: false)
    try await perform("undefine domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainUndefineFlags(domain.pointer, options.rawValue))
    }
  }

  /// The name inside a definition, for error texts; nil when it cannot be read, which libvirt will say better.
  static func name(in xml: String) -> String? {
    (try? XMLElement(parsing: xml))?.first("name")?.text
  }
}
