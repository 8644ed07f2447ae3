import CLibvirt

extension Connection {
  /// Every filter, libvirt's own included, sorted by name. C: virConnectListAllNWFilters.
  public func filters(deadline: Duration = Connection.callDeadline) async throws -> [FilterRecord] {
    try await perform(Call("list filters", on: uri), within: deadline) { connection, call in
      let connection = unsafe connection.pointer
      return try unsafe call.list(
        FilterKind.self,
        { unsafe virConnectListAllNWFilters(connection, $0, 0) },
        read: { try $0.record(call) }
      ).sorted { $0.name < $1.name }
    }
  }

  /// A filter by its name; nil only when libvirt says that there is none. C: virNWFilterLookupByName.
  public func filter(named name: String, deadline: Duration = Connection.callDeadline) async throws -> FilterRecord? {
    try await unlessMissing(.noFilter) {
      try await perform("look up filter", filter: name, within: deadline) { try $0.record($1) }
    }
  }

  /// libvirt's XML of a filter. C: virNWFilterGetXMLDesc.
  public func filterXML(
    _ filter: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws -> String {
    try await perform("read XML of filter", filter: filter, within: deadline) { filter, call in
      try unsafe call.text(virNWFilterGetXMLDesc(filter.pointer, 0))
    }
  }

  /// Defines a filter from XML that must follow libvirt's schema; ports that use it change at once.
  ///
  /// A filter of the same name needs the same UUID in its XML. C: virNWFilterDefineXMLFlags.
  @discardableResult
  public func defineFilter(_ xml: String, deadline: Duration = Connection.callDeadline) async throws -> FilterRecord {
    let name = (try? XMLElement(parsing: xml))?["name"]
    return try await perform(Call("define filter", on: name), within: deadline) { connection, call in
      let flags = VIR_NWFILTER_DEFINE_VALIDATE.rawValue
      return try unsafe FilterHandle(virNWFilterDefineXMLFlags(connection.pointer, xml, flags), call).record(call)
    }
  }

  /// Forgets a filter. C: virNWFilterUndefine.
  ///
  /// - Throws: `operationInvalid` while a port or another filter uses it.
  public func undefineFilter(
    _ filter: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("undefine filter", filter: filter, within: deadline) { filter, call in
      _ = try unsafe call.count(virNWFilterUndefine(filter.pointer))
    }
  }

  /// The filters at work, sorted by port. C: virConnectListAllNWFilterBindings.
  public func filterBindings(deadline: Duration = Connection.callDeadline) async throws -> [FilterBinding] {
    try await perform(Call("list filter bindings", on: uri), within: deadline) { connection, call in
      let connection = unsafe connection.pointer
      return try unsafe call.list(
        FilterBindingKind.self,
        { unsafe virConnectListAllNWFilterBindings(connection, $0, 0) },
        read: { binding in
          guard let port = unsafe virNWFilterBindingGetPortDev(binding.pointer),
            let filter = unsafe virNWFilterBindingGetFilterName(binding.pointer)
          else { return nil }
          return unsafe FilterBinding(port: String(cString: port), filter: String(cString: filter))
        }
      ).sorted { $0.port < $1.port }
    }
  }
}
