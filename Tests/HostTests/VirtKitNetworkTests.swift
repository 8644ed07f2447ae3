import Foundation
import Testing
import VirtKit

@Suite(.inLab, .serialized, .timeLimit(.minutes(5))) struct VirtKitNetworkTests {
  @Test func reservationsOnlyNetworkChangesLive() async throws {
    try await VirtKitLab.with { connection in
      let uuid = UUID()
      var definition = NetworkDefinition(name: "vk-net", uuid: uuid, forward: .nat, bridge: "vk-br0")
      definition.domain = "vk.lan"
      definition.ipv4 = NetworkDefinition.IPv4(NetworkDefinition.Subnet(address: "10.99.7.1", prefix: 24))
      let defined = try await connection.defineNetwork(definition.xml)
      #expect(defined.bridge == "vk-br0")
      try await connection.startNetwork(uuid)
      let mac = "52:54:00:99:07:01"
      for _ in 1...2 { try await connection.addHostReservation(network: uuid, mac: mac, ip: "10.99.7.10", name: "a") }
      for inactive in [false, true] {
        let network = try NetworkDescription(xml: try await connection.networkXML(uuid, inactive: inactive))
        #expect(network.reservations == [HostReservation(mac: mac, ip: "10.99.7.10", name: "a")])
        #expect(network.ranges.isEmpty)
      }
      let taken = await #expect(throws: LibvirtError.self) {
        try await connection.addHostReservation(network: uuid, mac: "52:54:00:99:07:02", ip: "10.99.7.10", name: "b")
      }
      #expect(taken?.code == .operationInvalid)
      let leases = try await connection.networkLeases(network: uuid)
      #expect(leases.isEmpty)
      // The server must be one for its hosts only.
      let configuration = try String(contentsOfFile: "/var/lib/libvirt/dnsmasq/vk-net.conf", encoding: .utf8)
      #expect(configuration.contains(",static"))
      // libvirt keeps a definition and a running network apart: a change of one side alone is repaired too.
      try await connection.stopNetwork(uuid)
      try await connection.startNetwork(uuid)
      #expect(try await connection.hostReservations(network: uuid).count == 1)
      for _ in 1...2 { try await connection.removeHostReservation(network: uuid, mac: mac) }
      #expect(try await connection.hostReservations(network: uuid).isEmpty)
      try await connection.stopNetwork(uuid)
      try await connection.undefineNetwork(uuid)
    }
  }

  @Test func filterIsDefinedUsedAndForgotten() async throws {
    try await VirtKitLab.with { connection in
      let guest = try await VirtKitEchoGuest(connection)
      let filter = FilterDefinition(
        name: "vk-filter",
        uuid: UUID(),
        items: [
          .rule(FilterRule(.accept, .out, priority: 100, matches: [FilterRule.Match("ip", ["srcipaddr": "$IP"])])),
          .filter("no-mac-spoofing"),
          .rule(FilterRule(.drop, .out, priority: 1000)),
        ]
      )
      try await connection.defineFilter(filter.xml)
      #expect(try await connection.filter(named: "vk-filter")?.uuid == filter.uuid)
      #expect(try await connection.filter(named: "nothing") == nil)
      #expect(try await connection.filters().contains { $0.name == "clean-traffic" })
      var network = NetworkDefinition(name: "vk-filtered", uuid: UUID(), forward: .isolated, bridge: "vk-br1")
      network.ipv4 = NetworkDefinition.IPv4(NetworkDefinition.Subnet(address: "10.99.8.1", prefix: 24))
      try await connection.defineNetwork(network.xml)
      try await connection.startNetwork(network.uuid)
      var domain = try await guest.definition(connection)
      var interface = InterfaceDefinition(.network(network.name), mac: "52:54:00:99:08:01")
      interface.isIsolated = true
      interface.filter = InterfaceDefinition.Filter(
        name: "vk-filter",
        parameters: [FilterParameter("IP", "10.99.8.10")]
      )
      domain.interfaces = [interface]
      try await connection.createDomain(domain.xml)
      let live = try DomainDescription(xml: try await connection.domainXML(guest.uuid, inactive: false)).interfaces[0]
      #expect(live.source == .network("vk-filtered"))
      #expect(live.filterAddresses == ["10.99.8.10"])
      #expect(live.isIsolated)
      let bindings = try await connection.filterBindings()
      #expect(bindings.contains(FilterBinding(port: live.device ?? "", filter: "vk-filter")))
      let used = await #expect(throws: LibvirtError.self) { try await connection.undefineFilter("vk-filter") }
      #expect(used?.code == .operationInvalid)
      try await guest.remove(connection)
      try await connection.undefineFilter(filter.uuid)
      try await connection.stopNetwork(network.uuid)
      try await connection.undefineNetwork(network.uuid)
    }
  }
}
