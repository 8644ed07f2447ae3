import CLibvirt

extension Connection {
  /// What a virtualization type offers on this host, for a machine (`q35`; nil is the emulator's default).
  ///
  /// C: virConnectGetDomainCapabilities.
  ///
  /// - Throws: `LibvirtError` when the host has no such type or machine.
  public func domainCapabilities(
    type: VirtualizationType,
    machine: String? = nil,
    deadline: Duration = Connection.callDeadline
  ) async throws -> DomainCapabilities {
    try await perform(Call("read capabilities of type", on: type.rawValue), within: deadline) { connection, call in
      let xml = try unsafe call.text(
        virConnectGetDomainCapabilities(connection.pointer, nil, nil, machine, type.rawValue, 0)
      )
      return DomainCapabilities(try XMLElement(parsing: xml), type: type)
    }
  }
}
