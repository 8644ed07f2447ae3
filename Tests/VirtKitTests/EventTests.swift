import Foundation
import Testing
import VirtKit

@Suite struct EventTests {
  @Test(.timeLimit(.minutes(1))) func lifecycleIsHeard() async throws {
    try await Fixture.with { connection in
      let events = try await connection.lifecycleEvents()
      try await connection.startDomain(Fixture.stopped)
      try await connection.destroyDomain(Fixture.stopped)
      var kinds: [DomainEvent.Kind] = []
      for await event in events {
        #expect(event.uuid == Fixture.stopped)
        #expect(event.name == "stopped")
        kinds.append(event.kind)
        if kinds.count == 2 { break }
      }
      #expect(kinds == [.started, .stopped])
    }
  }

  @Test(.timeLimit(.minutes(1))) func closingEndsTheStream() async throws {
    let connection = try await Fixture.open().connection
    let events = try await connection.lifecycleEvents()
    await connection.close()
    for await _ in events { Issue.record("an event after the end") }
  }

  @Test(arguments: [(0, DomainEvent.Kind.defined), (2, .started), (8, .crashed), (77, .unknown(77))])
  func unknownKindsSurvive(raw: Int, kind: DomainEvent.Kind) {
    #expect(DomainEvent.Kind(rawValue: Int32(raw)) == kind)
  }
}
