import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Every network, running or not, sorted by name. C: virConnectListAllNetworks.
  public func networks(deadline: Duration = Connection.callDeadline) async throws -> [NetworkRecord] {
    try await perform(Call("list networks", on: uri), within: deadline) { connection, call in
      let connection = unsafe connection.pointer
      return try unsafe call.list(
        NetworkKind.self,
        { unsafe virConnectListAllNetworks(connection, $0, 0) },
        read: { network in try call.unlessGone(.noNetwork) { try network.record(call.naming(network.name)) } }
      ).sorted { $0.name < $1.name }
    }
  }

  /// A network by its name; nil only when libvirt says that there is none. C: virNetworkLookupByName.
  public func network(
    named name: String,
    deadline: Duration = Connection.callDeadline
  ) async throws -> NetworkRecord? {
    try await network(name, deadline: deadline)
  }

  /// A network by its UUID; nil only when libvirt says that there is none. C: virNetworkLookupByUUID.
  public func network(uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> NetworkRecord? {
    try await network(uuid, deadline: deadline)
  }

  private func network(_ network: some ObjectReference, deadline: Duration) async throws -> NetworkRecord? {
    try await unlessMissing(.noNetwork) {
      try await perform("look up network", network: network, within: deadline) { try $0.record($1) }
    }
  }

  /// The network's XML: as it runs, or (`inactive`) as it will start next. C: virNetworkGetXMLDesc.
  public func networkXML(
    _ network: some ObjectReference,
    inactive: Bool = false,
    deadline: Duration = Connection.callDeadline
  ) async throws -> String {
    try await perform("read XML of network", network: network, within: deadline) { network, call in
      try network.xml(inactive: inactive, call)
    }
  }

  /// Defines a persistent network from XML that must follow libvirt's schema. C: virNetworkDefineXMLFlags.
  @discardableResult
  public func defineNetwork(_ xml: String, deadline: Duration = Connection.callDeadline) async throws -> NetworkRecord {
    try await perform(Call("define network", on: Self.name(in: xml)), within: deadline) { connection, call in
      let flags = VIR_NETWORK_DEFINE_VALIDATE.rawValue
      return try unsafe NetworkHandle(virNetworkDefineXMLFlags(connection.pointer, xml, flags), call).record(call)
    }
  }

  /// Starts a network: its bridge, its DHCP and DNS, its firewall rules. C: virNetworkCreate.
  public func startNetwork(_ network: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("start network", network: network, within: deadline) { network, call in
      _ = try unsafe call.count(virNetworkCreate(network.pointer))
    }
  }

  /// Makes a network start with the daemon, or not. C: virNetworkSetAutostart.
  public func setNetworkAutostart(
    _ network: some ObjectReference,
    _ on: Bool,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("set autostart of network", network: network, within: deadline) { network, call in
      _ = try unsafe call.count(virNetworkSetAutostart(network.pointer, on ? 1 : 0))
    }
  }

  /// Stops a network; running guests on it lose their link. C: virNetworkDestroy.
  public func stopNetwork(_ network: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("stop network", network: network, within: deadline) { network, call in
      _ = try unsafe call.count(virNetworkDestroy(network.pointer))
    }
  }

  /// Forgets a network. C: virNetworkUndefine.
  public func undefineNetwork(
    _ network: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("undefine network", network: network, within: deadline) { network, call in
      _ = try unsafe call.count(virNetworkUndefine(network.pointer))
    }
  }
}
