import Foundation
import Testing
import VirtKit

@Suite struct NetworkTests {
  @Test func networkIsDescribed() async throws {
    try await Fixture.with { connection in
      let network = try #require(try await connection.network(named: "net"))
      #expect(network.uuid == Fixture.network)
      #expect(network.isActive)
      #expect(network.bridge == "virbr77")
      #expect(try await connection.network(uuid: Fixture.network) == network)
      #expect(try await connection.networks() == [network])
    }
  }

  @Test func networkComesAndGoes() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      var definition = NetworkDefinition(name: "second", uuid: uuid, forward: .isolated, bridge: "virbr78")
      definition.ipv4 = NetworkDefinition.IPv4(NetworkDefinition.Subnet(address: "10.78.0.1", prefix: 24))
      let network = try await connection.defineNetwork(definition.xml)
      #expect(!network.isActive)
      try await connection.startNetwork(uuid)
      try await connection.setNetworkAutostart(uuid, true)
      let running = try await connection.network(uuid: uuid)
      #expect(running?.isActive == true)
      #expect(running?.autostart == true)
      try await connection.stopNetwork("second")
      try await connection.undefineNetwork("second")
      #expect(try await connection.network(uuid: uuid) == nil)
    }
  }

  @Test func reservationIsMadeOnceAndGivenUpOnce() async throws {
    try await Fixture.with { connection in
      let mac = "52:54:00:AA:BB:CC"
      for _ in 1...2 {
        try await connection.addHostReservation(network: "net", mac: mac, ip: "10.77.0.20", name: "web")
      }
      let reserved = HostReservation(mac: mac, ip: "10.77.0.20", name: "web")
      #expect(try await connection.hostReservations(network: "net").filter { $0 == reserved }.count == 1)
      for inactive in [false, true] {
        let xml = try await connection.networkXML("net", inactive: inactive)
        #expect(try NetworkDescription(xml: xml).reservations.contains(reserved))
      }
      for _ in 1...2 { try await connection.removeHostReservation(network: "net", mac: mac) }
      #expect(try await connection.hostReservations(network: "net").map(\.name) == ["first"])
    }
  }

  @Test func addressOfAnotherIsRefused() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.addHostReservation(
          network: "net",
          mac: "52:54:00:00:00:02",
          ip: "10.77.0.10",
          name: "second"
        )
      }
      #expect(error?.code == .operationInvalid)
      let reservations = try await connection.hostReservations(network: "net")
      #expect(reservations.map(\.name) == ["first"])
    }
  }

  @Test func filtersAreNotTheTestDrivers() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) { try await connection.filters() }
      #expect(error?.code == .noSupport)
    }
  }
}
