import Testing

@testable import ColocKit

@Suite("Addresses: the lowest free one, never the gateway's or the broadcast")
struct AddressPlanTests {
  private func network(_ text: String, gateway: String? = nil) throws -> Configuration.Network {
    let ipv4 = try IPv4Network(parsing: text)
    guard let gateway else { return .nat(name: "coloc", ipv4: ipv4, ipv6: nil) }
    return .bridge(device: "br0", ipv4: ipv4, gateway: try IPv4Address(parsing: gateway), ipv6: nil)
  }

  private func next(_ text: String, gateway: String? = nil, taken: [String] = []) throws -> String {
    let plan = AddressPlan(ipv4: try taken.map { try IPv4Address(parsing: $0) }, macs: [])
    return try plan.nextIPv4(in: network(text, gateway: gateway)).description
  }

  @Test("The first ten of a large network stay free for other devices; holes are filled first")
  func lowest() throws {
    #expect(try next("10.77.0.0/24") == "10.77.0.10")
    #expect(try next("10.77.0.0/24", taken: ["10.77.0.10", "10.77.0.12"]) == "10.77.0.11")
    #expect(try next("10.77.0.0/26") == "10.77.0.10")
    #expect(try next("10.77.0.64/27") == "10.77.0.66")
  }

  @Test("A bridge's gateway is skipped wherever it lies")
  func gateway() throws {
    #expect(try next("192.168.1.0/24", gateway: "192.168.1.10") == "192.168.1.11")
    #expect(try next("192.168.1.0/29", gateway: "192.168.1.2") == "192.168.1.3")
  }

  @Test("Just below the broadcast is the last; then 73 with what to do")
  func exhaustion() throws {
    // /30 has two hosts: .1 is the gateway, .2 the only guest.
    #expect(try next("10.77.0.0/30") == "10.77.0.2")
    let failure = #expect(throws: Failure.self) { try next("10.77.0.0/30", taken: ["10.77.0.2"]) }
    #expect(failure?.kind == .cannotCreate)
    #expect(failure?.message == "no address is left in 10.77.0.0/30")
    #expect(failure?.hints.first?.contains("coloc vm purge") == true)
  }

  @Test("MAC addresses are QEMU's and nobody's yet")
  func mac() {
    var macs: Set<MACAddress> = []
    for _ in 0..<100 {
      let mac = AddressPlan(ipv4: [], macs: macs).nextMAC()
      #expect(mac.description.hasPrefix("52:54:00:"))
      #expect(macs.insert(mac).inserted)
    }
  }

  @Test("The IPv6 address has the same place in its prefix")
  func ipv6() throws {
    let network = Configuration.Network.nat(
      name: "coloc",
      ipv4: try IPv4Network(parsing: "10.77.0.0/24"),
      ipv6: try IPv6Network(parsing: "2001:db8:77::/64")
    )
    let address = try IPv4Address(parsing: "10.77.0.26")
    #expect(network.ipv6(beside: address)?.description == "2001:db8:77::1a")
    #expect(try self.network("10.77.0.0/24").ipv6(beside: address) == nil)
  }
}
