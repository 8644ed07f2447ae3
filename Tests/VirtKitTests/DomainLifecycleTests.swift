import Foundation
import Testing
import VirtKit

@Suite struct DomainLifecycleTests {
  private func state(_ uuid: UUID, _ connection: Connection) async throws -> DomainState? {
    try await connection.domain(uuid: uuid)?.state
  }

  @Test func powerStatesFollow() async throws {
    try await Fixture.with { connection in
      let uuid = Fixture.stopped
      try await connection.startDomain(uuid)
      #expect(try await state(uuid, connection) == .running)
      try await connection.suspendDomain(uuid)
      #expect(try await state(uuid, connection) == .paused)
      try await connection.resumeDomain(uuid)
      #expect(try await state(uuid, connection) == .running)
      try await connection.destroyDomain(uuid)
      #expect(try await state(uuid, connection) == .off)
    }
  }

  @Test func stoppingWhatIsOffNamesTheDomain() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) { try await connection.destroyDomain(Fixture.stopped) }
      #expect(error?.code == .operationInvalid)
      #expect(error?.object == "stopped")
      #expect(error?.operation == "destroy domain")
      #expect(error?.isConnectionLost == false)
    }
  }

  @Test func actingOnNobodyNamesTheUUID() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      let error = await #expect(throws: LibvirtError.self) { try await connection.destroyDomain(uuid) }
      #expect(error?.code == .noDomain)
      #expect(error?.object == uuid.uuidString.lowercased())
    }
  }

  @Test func definitionComesAndGoes() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      var domain = DomainDefinition(
        name: "new",
        uuid: uuid,
        type: VirtualizationType(rawValue: "test"),
        machine: "pc",
        memory: 64 << 20,
        vcpus: 1
      )
      domain.title = "<b>\"tom\" & 'jerry'</b>"
      let record = try await connection.defineDomain(Self.testXML(domain))
      #expect(record.uuid == uuid)
      #expect(record.state == .off)
      #expect(try await connection.isPersistent(uuid))
      let description = try DomainDescription(xml: try await connection.domainXML(uuid, inactive: true))
      #expect(description.title == domain.title)
      try await connection.undefineDomain(uuid)
      #expect(try await connection.domain(uuid: uuid) == nil)
    }
  }

  @Test func transientDomainLeavesNothing() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      let domain = DomainDefinition(
        name: "transient",
        uuid: uuid,
        type: VirtualizationType(rawValue: "test"),
        machine: "pc",
        memory: 64 << 20,
        vcpus: 1
      )
      let record = try await connection.createDomain(Self.testXML(domain))
      #expect(record.state == .running)
      #expect(try await connection.isPersistent(uuid) == false)
      try await connection.destroyDomain(uuid)
      #expect(try await connection.domain(uuid: uuid) == nil)
    }
  }

  @Test func brokenXMLIsRefused() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) { try await connection.defineDomain("<domain") }
      #expect(error?.code == .xmlDetail)
    }
  }

  /// The test driver has only its own machine and none of QEMU's devices.
  private static func testXML(_ domain: DomainDefinition) throws -> String {
    var element = domain.element()
    element.children.removeAll { child in
      guard case .element(let element) = child else { return false }
      return ["os", "features", "cpu", "clock", "pm", "devices"].contains(element.name)
    }
    element.children.append(.element(XMLElement("os") { XMLElement("type", text: "hvm") }))
    return try element.xml
  }
}
