import Foundation
import Testing
import VirtKit

@testable import ColocKit
@testable import coloc

@Suite("Whose a domain is")
struct MarkTests {
  private func mark(_ element: String) throws -> MachineMark {
    let xml = "<domain type='qemu'><name>a</name><metadata>\(element)</metadata></domain>"
    return Mark.mark(in: [try DomainDescription(xml: xml)])
  }

  @Test func read() throws {
    let own = try Mark.element(rack: Sample.rack(), tenant: Sample.tenant().name).xml
    #expect(try mark(own) == .rack(Sample.rack()))
    #expect(try mark("") == .none)
    #expect(try mark("<other xmlns='http://other.example'/>") == .none)
    #expect(try mark("<coloc xmlns='\(Mark.namespace)'/>") == .illegible)
    #expect(try mark("<coloc xmlns='\(Mark.namespace)' rack='soup'/>") == .illegible)
  }

  @Test("Written into a running and a stopped domain and taken off again, other tools' metadata kept")
  func written() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "mark-\(UUID()).xml")
    let uuid = try Sample.uuid()
    let node = """
      <node><domain type='test'><name>old</name><uuid>\(uuid)</uuid><memory>1024</memory><os><type>hvm</type></os>
      <metadata><x:x xmlns:x='http://other.example/1' a='b'/></metadata></domain></node>
      """
    try Data(node.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let host = LibvirtHost(.init(name: "test", uri: "test://\(file.path())"))
    for isRunning in [true, false] {
      if !isRunning { try await host.kill(uuid) }
      let before = try await host.definition(of: uuid)
      try await host.mark(uuid, rack: Sample.rack(), tenant: Sample.tenant().name)
      try await host.mark(uuid, rack: Sample.rack(), tenant: Sample.tenant().name)
      #expect(try await host.rack(of: uuid) == Sample.rack())
      let survey = try #require(await host.survey(of: uuid))
      #expect(survey.mark == .rack(try Sample.rack()) && survey.metadata == ["http://other.example/1"])
      #expect(survey.machine.state == (isRunning ? .running : .off) && survey.isPersistent && !survey.autostart)
      try await host.unmark(uuid)
      try await host.unmark(uuid)
      #expect(try await host.definition(of: uuid) == before)
      #expect(try await host.survey(of: uuid)?.mark == MachineMark.none)
    }
    try await host.unmark(UUID())
    #expect(try await host.survey(of: UUID()) == nil)
    await host.close()
  }
}
