import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Whether the domain starts with the host. C: virDomainGetAutostart.
  public func autostart(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Bool {
    try await perform("read autostart of domain", domain: uuid, within: deadline) { domain, call in
      var on: Int32 = 0
      try unsafe call.count(virDomainGetAutostart(domain.pointer, &on))
      return on != 0
    }
  }

  /// Makes the domain start with the host, or not. C: virDomainSetAutostart.
  public func setAutostart(_ uuid: UUID, _ on: Bool, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("set autostart of domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainSetAutostart(domain.pointer, on ? 1 : 0))
    }
  }

  /// Whether the domain is defined, and not only running. C: virDomainIsPersistent.
  public func isPersistent(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Bool {
    try await perform("look up domain", domain: uuid, within: deadline) { domain, call in
      try unsafe call.flag(virDomainIsPersistent(domain.pointer))
    }
  }

  /// The domain's XML: as it runs, or (`inactive`) as it will start next.
  ///
  /// With `secure` passwords are in it, which needs a writable connection. C: virDomainGetXMLDesc.
  public func domainXML(
    _ uuid: UUID,
    inactive: Bool,
    secure: Bool = false,
    deadline: Duration = Connection.callDeadline
  ) async throws -> String {
    try await perform("read XML of domain", domain: uuid, within: deadline) { domain, call in
      let flags = (inactive ? VIR_DOMAIN_XML_INACTIVE.rawValue : 0) | (secure ? VIR_DOMAIN_XML_SECURE.rawValue : 0)
      return try unsafe call.text(virDomainGetXMLDesc(domain.pointer, flags))
    }
  }

  /// Changes a device to what its XML says, live where the domain runs and in its definition where it has one.
  ///
  /// C: virDomainUpdateDeviceFlags.
  public func updateDevice(_ uuid: UUID, xml: String, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("update a device of domain", domain: uuid, within: deadline) { domain, call in
      let flags = try domain.impact(call)
      _ = try unsafe call.count(virDomainUpdateDeviceFlags(domain.pointer, xml, flags))
    }
  }
}

extension Handle where Kind == DomainKind {
  /// Live and configuration, each where the domain has it.
  func impact(_ call: Call) throws(LibvirtError) -> UInt32 {
    let live = try isActive(call) ? VIR_DOMAIN_AFFECT_LIVE.rawValue : 0
    let config = try unsafe call.flag(virDomainIsPersistent(pointer)) ? VIR_DOMAIN_AFFECT_CONFIG.rawValue : 0
    return live | config
  }
}
