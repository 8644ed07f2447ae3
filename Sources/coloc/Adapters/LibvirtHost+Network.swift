internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: NetworkHost {
  func reservations(in network: String) async throws -> [Reservation] {
    try await ask("read the reservations of network \(network)") { connection in
      try await connection.hostReservations(network: network).compactMap { reservation in
        guard let mac = MACAddress(reservation.mac), let ipv4 = IPv4Address(reservation.ip) else { return nil }
        return Reservation(mac: mac, ipv4: ipv4, name: reservation.name ?? "")
      }
    }
  }

  func reserve(_ reservation: Reservation, in network: String) async throws {
    try await order("reserve \(reservation.ipv4)") { connection in
      try await connection.addHostReservation(
        network: network,
        mac: reservation.mac.description,
        ip: reservation.ipv4.description,
        name: reservation.name
      )
    }
  }

  func release(_ reservation: Reservation, in network: String) async throws {
    try await order("give \(reservation.ipv4) back") { connection in
      do {
        try await connection.removeHostReservation(network: network, mac: reservation.mac.description)
      } catch let error as LibvirtError where error.code == .noNetwork {}
    }
  }
}
