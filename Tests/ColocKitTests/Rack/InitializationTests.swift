import ColocKit
import Testing

@Suite("Init draws up a configuration")
struct InitializationTests {
  private let surroundings = Surroundings(userName: "Zoé", hostName: "garage", timezone: "Europe/Paris")

  private func draw(_ used: [String] = [], _ change: (inout InitRequest) throws -> Void) throws -> Configuration {
    var request = InitRequest()
    try change(&request)
    return try Initialization.configuration(
      for: request,
      rack: Sample.uuid(7),
      surroundings: surroundings,
      used: used.map { try IPv4Network(parsing: $0) }
    )
  }

  @Test("Nothing said: the surroundings and the usual places")
  func plain() throws {
    let configuration = try draw { _ in }
    #expect(configuration.owner == .init(name: "Zoé", mail: nil))
    #expect(configuration.host == .init(name: "garage", uri: "qemu:///system"))
    #expect(configuration.pool == .init(name: "coloc", path: "/var/lib/libvirt/images/coloc"))
    #expect(configuration.network == .nat(name: "coloc", ipv4: try IPv4Network(parsing: "10.77.0.0/24"), ipv6: nil))
    #expect(!configuration.trial && configuration.filters == "coloc" && configuration.trashDays == 14)
    #expect(configuration.reserve == .init(disk: .gibibytes(10), memory: .gibibytes(2)))
  }

  @Test("A trial is named after its UUID and takes the first free range")
  func trial() throws {
    let configuration = try draw(["10.77.0.0/24", "10.78.0.0/15"]) { $0.trial = true }
    #expect(configuration.trial)
    #expect(configuration.pool.name == "coloc-00000000" && configuration.filters == "coloc-00000000")
    #expect(configuration.pool.path == "/var/lib/libvirt/images/coloc-00000000")
    #expect(configuration.points == "/var/lib/coloc-points-00000000")
    #expect(configuration.network.ipv4.description == "10.80.0.0/24")
    #expect(configuration.reserve == .init(disk: .gibibytes(1), memory: .mebibytes(512)))
  }

  @Test("No range left for a trial: 73 naming the option")
  func noRange() throws {
    let failure = #expect(throws: Failure.self) { try draw(["10.0.0.0/8"]) { $0.trial = true } }
    #expect(failure?.kind == .cannotCreate)
    #expect(failure?.hints == ["name one: --network CIDR"])
  }

  @Test("A range that is routed already is refused, for trials too when it was named")
  func routed() throws {
    let failure = #expect(throws: Failure.self) { try draw(["10.77.0.128/25"]) { _ in } }
    #expect(failure?.kind == .cannotCreate)
    #expect(failure?.message == "10.77.0.0/24 is in use on this host already, as 10.77.0.128/25")
    #expect(throws: Failure.self) {
      try draw(["10.99.0.0/24"]) {
        $0.trial = true
        $0.ipv4 = try IPv4Network(parsing: "10.99.0.0/16")
      }
    }
  }

  @Test("A bridge wants its range and a gateway inside it; used ranges do not matter there")
  func bridge() throws {
    let range = try IPv4Network(parsing: "192.168.1.0/24")
    let inside = try IPv4Address(parsing: "192.168.1.1")
    let configuration = try draw(["192.168.1.0/24"]) {
      $0.bridge = "br0"
      $0.ipv4 = range
      $0.gateway = inside
    }
    #expect(configuration.network == .bridge(device: "br0", ipv4: range, gateway: inside, ipv6: nil))
    let contradictions: [(inout InitRequest) throws -> Void] = [
      { $0.bridge = "br0" },
      {
        $0.bridge = "br0"
        $0.ipv4 = range
      },
      {
        $0.bridge = "br0"
        $0.gateway = inside
      },
      {
        $0.bridge = "br0"
        $0.ipv4 = range
        $0.gateway = try IPv4Address(parsing: "192.168.2.1")
      },
    ]
    for change in contradictions {
      let failure = #expect(throws: Failure.self) { try draw([], change) }
      #expect(failure?.kind == .usage)
      #expect(failure?.message == "--bridge wants --network CIDR and a --gateway inside it")
    }
    let lone = #expect(throws: Failure.self) { try draw { $0.gateway = inside } }
    #expect(lone?.message == "--gateway goes with --bridge")
  }

  @Test("An empty request says nothing that a configuration holds, trial or not")
  func empty() {
    var request = InitRequest()
    #expect(request.isEmpty)
    request.trial = true
    #expect(request.isEmpty)
    request.hostName = "x"
    #expect(!request.isEmpty)
  }
}
