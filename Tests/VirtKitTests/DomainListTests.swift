import Foundation
import Testing
import VirtKit

@Suite struct DomainListTests {
  @Test func listHasEveryDomainByName() async throws {
    try await Fixture.with { connection in
      let domains = try await connection.domains()
      #expect(domains.map(\.name) == ["running", "stopped"])
      #expect(domains.map(\.state) == [.running, .off])
      #expect(domains.map(\.vcpus) == [2, 4])
      #expect(domains[0].id != nil)
      #expect(domains[1].id == nil)
      #expect(domains[1].maximumMemory == 1 << 30)
      #expect(domains[1].memory == 768 << 20)
      #expect(domains[1].uuid == Fixture.stopped)
    }
  }

  @Test func surveyHasTheDefinitionOfEachAndTheXMLOfWhatRuns() async throws {
    try await Fixture.with { connection in
      let surveys = try await connection.domainSurveys()
      #expect(surveys.map(\.record) == (try await connection.domains()))
      #expect(surveys.map { $0.liveXML != nil } == [true, false])
      #expect(surveys.allSatisfy { $0.isPersistent && !$0.autostart && $0.snapshots.isEmpty && $0.checkpoints.isEmpty })
      #expect(try surveys.map { try DomainDescription(xml: $0.xml).name } == ["running", "stopped"])
      try await connection.setAutostart(Fixture.stopped, true)
      #expect(try await connection.domainSurveys().map(\.autostart) == [false, true])
    }
  }

  @Test func lookUpByNameAndUUIDAgree() async throws {
    try await Fixture.with { connection in
      let byName = try await connection.domain(named: "running")
      let byUUID = try await connection.domain(uuid: Fixture.running)
      #expect(byName != nil)
      #expect(byName == byUUID)
    }
  }

  @Test func whatIsNotThereIsNil() async throws {
    try await Fixture.with { connection in
      let domain = try await connection.domain(named: "nobody")
      #expect(domain == nil)
      #expect(try await connection.domain(uuid: UUID()) == nil)
      #expect(try await connection.pool(named: "nobody") == nil)
      #expect(try await connection.volume(named: "nobody", pool: "pool") == nil)
      #expect(try await connection.network(named: "nobody") == nil)
    }
  }

  @Test func missingPoolOfAVolumeIsAnError() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.volume(named: "disk.qcow2", pool: "nobody")
      }
      #expect(error?.code == .noStoragePool)
    }
  }

  @Test(arguments: [(0, DomainState.noState), (1, .running), (5, .off), (6, .crashed), (99, .unknown(99))])
  func unknownStatesSurvive(raw: Int, state: DomainState) {
    #expect(DomainState(rawValue: Int32(raw)) == state)
  }
}
