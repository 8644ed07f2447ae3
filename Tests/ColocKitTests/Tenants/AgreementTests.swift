import Testing

@testable import ColocKit

@Suite("Agreements rest on conversations and replace each other whole")
struct AgreementTests {
  private let limit = Demand(vms: 1, vcpus: 1, memory: .gibibytes(1), disk: .gibibytes(10))

  private func agree(_ test: TestRack, on conversation: String? = nil) async throws -> Result<Agreement, Failure> {
    let request = AgreementRequest(
      limit: limit,
      sites: [],
      ownerAccess: false,
      conversation: try conversation.map { try ConversationID(parsing: $0) }
    )
    do {
      return .success(try test.rack("tenant agree").agree(test.tenantName, request, reason: nil))
    } catch let failure as Failure { return .failure(failure) }
  }

  private func talk(_ test: TestRack, _ date: String) throws -> Conversation {
    try test.rack("tenant talk").talk(
      test.tenantName,
      date: CalendarDate(parsing: date),
      channel: .person,
      summary: "autour d'un verre",
      reason: nil
    )
  }

  @Test("Without a conversation: 77 with the line to type")
  func noConversation() async throws {
    let test = try await TestRack()
    try test.change {
      $0.conversations = []
      $0.agreement = nil
    }
    guard case .failure(let failure) = try await agree(test) else {
      Issue.record("it was agreed on nothing")
      return
    }
    #expect(failure.kind == .notPermitted)
    #expect(failure.hints == ["first: coloc tenant talk asso-velo --channel matrix --summary \"…\""])
  }

  @Test("The latest by day, not by number; the new agreement replaces the old whole, sites and account too")
  func latest() async throws {
    let test = try await TestRack()
    #expect(try talk(test, "2026-11-20").id.description == "c2")
    #expect(try talk(test, "2026-11-10").id.description == "c3")
    let agreement = try await agree(test).get()
    #expect(agreement.conversation.description == "c2")
    let stored = try #require(test.rack().tenant(test.tenantName).agreement)
    #expect(stored == agreement && stored.sites.isEmpty && !stored.ownerAccess && stored.limit == limit)
    #expect(try test.audit().last?.contains(#""fields":["agreement"]"#) == true)
  }

  @Test("Resting on an older conversation than the one in force: 77; on one of the same day or later: done")
  func older() async throws {
    let test = try await TestRack()
    _ = try talk(test, "2026-11-01")
    _ = try talk(test, "2026-11-02")
    guard case .failure(let failure) = try await agree(test, on: "c2") else {
      Issue.record("an older conversation was accepted")
      return
    }
    #expect(failure.kind == .notPermitted)
    #expect(failure.message.hasPrefix("c2 of 2026-11-01 is older than c1 of 2026-11-02"))
    #expect(try await agree(test, on: "c3").get().conversation.description == "c3")
  }

  @Test("A conversation that is not there: 66, nothing written")
  func unknown() async throws {
    let test = try await TestRack()
    let before = try test.rack().tenant(test.tenantName)
    guard case .failure(let failure) = try await agree(test, on: "c9") else {
      Issue.record("c9 was accepted")
      return
    }
    #expect(failure.kind == .notFound)
    #expect(try test.rack().tenant(test.tenantName) == before)
    #expect(try test.audit().isEmpty)
  }

  @Test("What was said stands in the manifest, never in the audit log")
  func privacy() async throws {
    let test = try await TestRack()
    let conversation = try talk(test, "2026-11-20")
    #expect(try test.rack().tenant(test.tenantName).conversations.last == conversation)
    let line = try #require(test.audit().last)
    #expect(line.contains(#""fields":["conversations"]"#) && line.contains(#""object":"c2""#))
    #expect(!line.contains("verre"))
  }

  @Test("A summary is one line that holds something", arguments: ["", "  ", "a\nb", "a\u{1B}[2J", "a\u{202E}b"])
  func summary(_ text: String) async throws {
    let test = try await TestRack()
    let failure = await Failure.of {
      _ = try test.rack().talk(
        test.tenantName,
        date: CalendarDate(parsing: "2026-11-20"),
        channel: .mail,
        summary: text,
        reason: nil
      )
    }
    #expect(failure?.kind == .usage)
  }
}
