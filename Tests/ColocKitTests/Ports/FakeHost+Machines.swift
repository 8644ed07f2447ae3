import ColocKit
import Foundation

extension FakeHost: MachineHost {
  /// Guests go off by the clock.
  private func settle() {
    for (uuid, domain) in domains {
      guard let moment = domain.goesOff, moment <= clock.elapsed else { continue }
      domains[uuid]?.state = .off
      domains[uuid]?.guestWentDown = true
      domains[uuid]?.goesOff = nil
    }
  }

  func machines() async throws -> [Machine] {
    settle()
    return try call("machines") { domains.values.map(\.machine) }
  }

  func machines(within limit: Duration) async throws -> [Machine] { try await machines() }

  func machine(_ uuid: UUID) async throws -> Machine? {
    settle()
    return try call("machine") { domains[uuid]?.machine }
  }

  func machine(named name: String) async throws -> Machine? {
    try call("machine named") { domains.values.first { $0.name == name }?.machine }
  }

  func rack(of uuid: UUID) async throws -> UUID? { try call("rack of") { try domain(uuid).rack } }

  func survey(of uuid: UUID) async throws -> MachineSurvey? {
    settle()
    return try call("survey") { domains[uuid]?.survey }
  }

  func snapshots(of uuid: UUID) async throws -> Int { try call("snapshots") { try domain(uuid).survey.snapshots } }

  func mark(_ uuid: UUID, rack: UUID, tenant: TenantName) async throws {
    try call("mark") {
      if let other = try domain(uuid).rack, other != rack { violation("another rack's mark was written over") }
      domains[uuid]?.carry(rack: rack)
    }
  }

  func unmark(_ uuid: UUID) async throws { try call("unmark") { domains[uuid]?.carry(rack: nil) } }

  func claims(of uuid: UUID) async throws -> AddressClaims { try call("claims") { try domain(uuid).claims } }

  func definition(of uuid: UUID) async throws -> String { try call("definition") { try domain(uuid).xml } }

  nonisolated func xml(for definition: MachineDefinition) throws -> String { FakeDomain.xml(for: definition) }

  func define(xml: String) async throws {
    try call("define") {
      guard var domain = FakeDomain(xml: xml) else { throw Failure(.unexpected, "no domain: \(xml)") }
      guard !domains.values.contains(where: { $0.name == domain.name && $0.uuid != domain.uuid }) else {
        throw Failure(.unexpected, "domain \(domain.name) exists with another UUID")
      }
      for volume in domain.volumes where volumes[volume] == nil {
        violation("\(domain.name) defined without \(volume)")
      }
      if let old = domains[domain.uuid] {
        violation("\(domain.name) was defined over")
        domain.state = old.state
      }
      domains[domain.uuid] = domain
    }
  }

  func undefine(_ uuid: UUID, keepingNVRAM: Bool) async throws {
    try call(keepingNVRAM ? "undefine" : "undefine with NVRAM") {
      if domains[uuid]?.state.isActive == true { violation("\(uuid) was undefined while it runs") }
      domains[uuid] = nil
    }
  }

  func discardNVRAM(definedBy xml: String) async throws { try call("discard NVRAM") {} }

  func start(_ uuid: UUID) async throws {
    try call("start") {
      guard try !refusesStart.contains(domain(uuid).name) else {
        throw Failure(.cannotCreate, "\(try domain(uuid).name) does not start")
      }
      domains[uuid]?.run()
    }
  }

  func askToStop(_ uuid: UUID, by way: ShutdownWay) async throws {
    whenAskedToStop?()
    try call("ask by \(way)") {
      let domain = try domain(uuid)
      guard domain.state == .running else { throw Failure(.unexpected, "\(domain.name) is not running") }
      guard way == .acpi || !domain.agentRefuses else { throw Failure(.unreachable, "the agent refuses") }
      guard domain.busyFor == 0 else {
        domains[uuid]?.busyFor -= 1
        throw Failure(.busy, "\(domain.name) is at something else")
      }
      if domain.deafFor > 0 {
        domains[uuid]?.deafFor -= 1
      } else if domain.goesOff == nil {
        domains[uuid]?.goesOff = clock.elapsed + domain.needs
      }
    }
  }

  func save(_ uuid: UUID) async throws {
    try call("save") {
      guard try domain(uuid).state.isActive else { return }
      domains[uuid]?.state = .saved
    }
  }

  func kill(_ uuid: UUID) async throws {
    try call("kill") {
      // What is saved in a file has no power to cut.
      if domains[uuid]?.state != .saved { domains[uuid]?.state = .off }
    }
  }

  func kill(_ uuid: UUID, within limit: Duration) async throws { try await kill(uuid) }

  func autostart(_ uuid: UUID) async throws -> Bool { try call("autostart?") { try domain(uuid).autostart } }

  func setAutostart(_ uuid: UUID, _ on: Bool) async throws {
    try call("autostart") {
      guard try !refusesAutostart.contains(domain(uuid).name) else { throw Failure(.busy, "it hangs") }
      domains[uuid]?.autostart = on
    }
  }

  func agentAnswers(_ uuid: UUID) async throws -> Bool { try call("agent?") { try domain(uuid).hasAgent } }

  func guestFile(_ uuid: UUID, path: String) async throws -> [UInt8]? {
    try call("guest file") { try domain(uuid).files[path] }
  }

  /// Pulled, so that what was said is taken in before the clock goes on.
  func console(_ uuid: UUID) async throws -> AsyncThrowingStream<[UInt8], any Error> {
    let said = try call("console") { try domain(uuid).console }
    let source = ConsoleSource(said, clock)
    return AsyncThrowingStream { try await source.next() }
  }

  func domain(_ uuid: UUID) throws -> FakeDomain {
    guard let domain = domains[uuid] else { throw Failure(.notFound, "there is no domain \(uuid.text)") }
    return domain
  }
}

/// Gives out what a console says, each piece at its time.
private actor ConsoleSource {
  private var pieces: ArraySlice<(at: Duration, bytes: [UInt8])>
  private let clock: VirtualClock

  init(_ pieces: [(at: Duration, bytes: [UInt8])], _ clock: VirtualClock) {
    self.pieces = pieces[...]
    self.clock = clock
  }

  func next() async throws -> [UInt8]? {
    guard let piece = pieces.popFirst() else {
      // Silent for ever, as a console that stays open.
      try await clock.sleep(.seconds(1_000_000_000))
      return nil
    }
    try await clock.sleep(until: piece.at)
    return piece.bytes
  }
}
