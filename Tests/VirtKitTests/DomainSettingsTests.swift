import Foundation
import Testing
import VirtKit

@Suite struct DomainSettingsTests {
  @Test func autostartIsSetAndCleared() async throws {
    try await Fixture.with { connection in
      #expect(try await connection.autostart(Fixture.stopped) == false)
      try await connection.setAutostart(Fixture.stopped, true)
      #expect(try await connection.autostart(Fixture.stopped))
      try await connection.setAutostart(Fixture.stopped, false)
      #expect(try await connection.autostart(Fixture.stopped) == false)
    }
  }

  @Test func metadataKeepsWhatItWasGiven() async throws {
    try await Fixture.with { connection in
      let namespace = "https://example.org/virtkit/1"
      #expect(try await connection.domainMetadata(Fixture.stopped, namespace: namespace) == nil)
      let element = XMLElement("vm", ["tenant": "a&b"]) { XMLElement("rack", text: "<r>") }
        .inNamespace(namespace, prefix: "v")
      try await connection.setDomainMetadata(Fixture.stopped, namespace: namespace, prefix: "v", element: element)
      let xml = try #require(try await connection.domainMetadata(Fixture.stopped, namespace: namespace))
      let back = try XMLElement(parsing: xml)
      #expect(back["tenant"] == "a&b")
      #expect(back.first("rack")?.text == "<r>")
      try await connection.setDomainMetadata(Fixture.stopped, namespace: namespace, prefix: "v", element: nil)
      #expect(try await connection.domainMetadata(Fixture.stopped, namespace: namespace) == nil)
    }
  }

  @Test func metadataOfNobodyIsAnError() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.domainMetadata(UUID(), namespace: "https://example.org/")
      }
      #expect(error?.code == .noDomain)
    }
  }

  @Test func titleAndDescriptionAreText() async throws {
    try await Fixture.with { connection in
      try await connection.setDomainTitle(Fixture.stopped, "<title>")
      try await connection.setDomainDescription(Fixture.stopped, "one\ntwo & three")
      let xml = try await connection.domainXML(Fixture.stopped, inactive: true)
      let description = try DomainDescription(xml: xml)
      #expect(description.title == "<title>")
      #expect(description.description == "one\ntwo & three")
    }
  }

  @Test(arguments: [1, 6]) func processorsShrinkAndGrow(count: Int) async throws {
    try await Fixture.with { connection in
      try await connection.setVCPUs(Fixture.stopped, count)
      #expect(try await connection.domain(uuid: Fixture.stopped)?.vcpus == count)
    }
  }

  @Test func moreProcessorsThanItMayHaveRaiseTheMost() async throws {
    try await Fixture.with { connection in
      try await connection.setVCPUs(Fixture.stopped, 2)
      #expect(try await connection.domainSizes(Fixture.stopped).maximumVCPUs == 4)
      try await connection.setVCPUs(Fixture.stopped, 6)
      let sizes = try await connection.domainSizes(Fixture.stopped)
      #expect(sizes.vcpus == 6 && sizes.maximumVCPUs == 6)
      #expect(sizes.liveVCPUs == nil && sizes.liveMaximumVCPUs == nil)
    }
  }

  @Test func sizesOfWhatRunsAreBoth() async throws {
    try await Fixture.with { connection in
      try await connection.setVCPUs(Fixture.running, 1)
      let sizes = try await connection.domainSizes(Fixture.running)
      #expect(sizes == DomainSizes(memory: 512 << 20, vcpus: 1, maximumVCPUs: 2, liveVCPUs: 2, liveMaximumVCPUs: 2))
      let error = await #expect(throws: LibvirtError.self) { try await connection.plugVCPUs(Fixture.running, 3) }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test func negativeProcessorsAreRefused() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) { try await connection.setVCPUs(Fixture.stopped, -1) }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test(arguments: [256, 2048]) func memoryShrinksAndGrows(mebibytes: UInt64) async throws {
    try await Fixture.with { connection in
      try await connection.setDomainMemory(Fixture.stopped, bytes: mebibytes << 20)
      let record = try await connection.domain(uuid: Fixture.stopped)
      #expect(record?.maximumMemory == mebibytes << 20)
      #expect(record?.memory == mebibytes << 20)
    }
  }
}
