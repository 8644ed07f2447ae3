import CLibvirt

extension Connection {
  /// Keeps an IPv4 address for a hardware address, in the running network and in its definition, without a restart.
  ///
  /// What is so already is success. C: virNetworkUpdate.
  ///
  /// - Throws: `operationInvalid` when the hardware address or the IPv4 address is kept for somebody else.
  public func addHostReservation(
    network: some ObjectReference,
    mac: String,
    ip: String,
    name: String?,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    let wanted = HostReservation(mac: mac, ip: ip, name: name)
    let xml = try wanted.element().xml
    try await perform("reserve an address in network", network: network, within: deadline) { network, call in
      for side in try network.sides(call) where try !network.reservations(side, call).contains(wanted) {
        do throws(LibvirtError) {
          try network.updateReservation(VIR_NETWORK_UPDATE_COMMAND_ADD_LAST, xml, side, call)
        } catch {
          // Somebody may have added the very same one since we looked.
          guard try network.reservations(side, call).contains(wanted) else { throw error }
        }
      }
    }
  }

  /// Gives a hardware address's reservation up, in the running network and in its definition.
  ///
  /// What is gone already is success. C: virNetworkUpdate.
  public func removeHostReservation(
    network: some ObjectReference,
    mac: String,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    let mac = mac.lowercased()
    try await perform("release an address in network", network: network, within: deadline) { network, call in
      for side in try network.sides(call) {
        for reservation in try network.reservations(side, call) where reservation.mac == mac {
          let xml = try reservation.element().xml
          do throws(LibvirtError) {
            try network.updateReservation(VIR_NETWORK_UPDATE_COMMAND_DELETE, xml, side, call)
          } catch {
            guard try !network.reservations(side, call).contains(reservation) else { throw error }
          }
        }
      }
    }
  }

  /// The addresses a network keeps, as it runs when it does, as defined otherwise. C: virNetworkGetXMLDesc.
  public func hostReservations(
    network: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws -> [HostReservation] {
    try await perform("read reservations of network", network: network, within: deadline) { network, call in
      try network.reservations(try network.isActive(call) ? .live : .config, call)
    }
  }
}

/// The two descriptions a network may have: libvirt changes each by itself.
private enum NetworkSide {
  case live
  case config
}

extension Handle where Kind == NetworkKind {
  fileprivate func sides(_ call: Call) throws(LibvirtError) -> [NetworkSide] {
    let live = try isActive(call)
    let config = try isPersistent(call)
    return (live ? [.live] : []) + (config ? [.config] : [])
  }

  fileprivate func reservations(_ side: NetworkSide, _ call: Call) throws -> [HostReservation] {
    try NetworkDescription(xml: xml(inactive: side == .config, call)).reservations
  }

  fileprivate func updateReservation(
    _ command: virNetworkUpdateCommand,
    _ xml: String,
    _ side: NetworkSide,
    _ call: Call
  ) throws(LibvirtError) {
    let section = VIR_NETWORK_SECTION_IP_DHCP_HOST.rawValue
    let flags = side == .live ? VIR_NETWORK_UPDATE_AFFECT_LIVE : VIR_NETWORK_UPDATE_AFFECT_CONFIG
    try unsafe call.count(virNetworkUpdate(pointer, command.rawValue, section, -1, xml, flags.rawValue))
  }
}
