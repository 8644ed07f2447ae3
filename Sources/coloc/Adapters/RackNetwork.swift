internal import ColocKit
internal import Foundation
internal import VirtKit

/// The rack's NAT network: addresses are reserved, never leased to strangers.
struct RackNetwork {
  let name: String
  let uuid: UUID
  private let configuration: Configuration

  init(_ configuration: Configuration) {
    var name = configuration.filters
    if case .nat(let network, _, _) = configuration.network { name = network }
    self.name = name
    self.configuration = configuration
    uuid = RackUUID.derived(from: configuration.rack, for: "network:\(name)")
  }

  func prepare(on connection: Connection, reservations: [Reservation]) async throws -> [String] {
    var record = try await connection.network(named: name)
    try await LibvirtHost.refuseForeign(record?.uuid, uuid, "network \(name)")
    if record != nil { try await refuseOtherRange(on: connection) }
    if record == nil { record = try await connection.defineNetwork(definition(reservations).xml) }
    if record?.isActive != true { try await connection.startNetwork(uuid) }
    try await connection.setNetworkAutostart(uuid, true)
    // A network that was there keeps running for its guests: what its list lacks is added live.
    for reservation in reservations {
      try await connection.addHostReservation(
        network: uuid,
        mac: reservation.mac.description,
        ip: reservation.ipv4.description,
        name: reservation.name
      )
    }
    return ["network \(name) (\(configuration.network.ipv4)) is there"]
  }

  /// Guests have fixed addresses of the old range inside: a change in coloc.yaml alone would cut them off.
  private func refuseOtherRange(on connection: Connection) async throws {
    let live = try NetworkDescription(xml: try await connection.networkXML(uuid))
    let range = configuration.network.ipv4
    guard !live.subnets.contains(where: { $0.address == range.first.description && $0.prefix == range.prefix }) else {
      return
    }
    let found = live.subnets.map { "\($0.address)/\($0.prefix)" }.joined(separator: ", ")
    throw Failure(
      .configuration,
      "network \(name) is \(found) in libvirt and \(range) in coloc.yaml",
      hint: "write the first into coloc.yaml; a new range needs a new network name"
    )
  }

  func remove(on connection: Connection) async throws -> [String] {
    guard let record = try await connection.network(named: name), record.uuid == uuid else { return [] }
    if record.isActive { try await connection.stopNetwork(uuid) }
    try await connection.undefineNetwork(uuid)
    return ["network \(name) is removed"]
  }

  /// Nobody's: with the first reservation of a network, and when the last one goes, libvirt restarts its dnsmasq, which
  /// takes a second and cuts DNS off for the guests.
  var placeholder: [HostReservation] {
    let range = configuration.network.ipv4
    // A tiny range has no address to spare.
    guard range.prefix <= 28 else { return [] }
    let last = IPv4Address(value: range.broadcast.value - 1)
    return [HostReservation(mac: "52:54:00:00:00:01", ip: last.description, name: "nobody")]
  }

  private func definition(_ reservations: [Reservation]) -> NetworkDefinition {
    let range = configuration.network.ipv4
    // The name of a network device has at most 15 characters (IFNAMSIZ).
    var network = NetworkDefinition(name: name, uuid: uuid, forward: .nat, bridge: String(name.prefix(15)))
    network.domain = "\(name).internal"
    network.ipv4 = .init(
      .init(address: range.first.description, prefix: range.prefix),
      reservations: placeholder
        + reservations.map { HostReservation(mac: $0.mac.description, ip: $0.ipv4.description, name: $0.name) }
    )
    network.ipv6 = configuration.network.ipv6.map {
      .init(address: $0.address(at: 1).description, prefix: $0.prefix)
    }
    return network
  }
}
