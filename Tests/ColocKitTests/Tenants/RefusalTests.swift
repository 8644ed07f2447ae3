import Testing

@testable import ColocKit

@Suite("A tenant that was refused gets nothing, until an agreement after another talk")
struct TenantRefusalTests {
  private func agree(_ test: TestRack, on conversation: Int? = nil) throws {
    let limit = Demand(vms: 1, vcpus: 2, memory: .gibibytes(2), disk: .gibibytes(20))
    let id = conversation.map { ConversationID(number: $0) }
    let request = AgreementRequest(limit: limit, sites: [], ownerAccess: false, conversation: id)
    _ = try test.rack("tenant agree").agree(test.tenantName, request, reason: nil)
  }

  private func talk(_ test: TestRack, _ date: String) throws {
    let date = try CalendarDate(parsing: date)
    _ = try test.rack().talk(test.tenantName, date: date, channel: .phone, summary: "again", reason: nil)
  }

  @Test("It is recorded, what was said is kept, and nothing is provisioned any more: 77")
  func refuse() async throws {
    let test = try await TestRack()
    let before = try test.tenant()
    _ = try await test.rack("tenant refuse").refuse(test.tenantName, reason: "spam")
    let tenant = try test.tenant()
    #expect(tenant.refused?.reason == "spam" && tenant.refused?.conversation == ConversationID(number: 1))
    #expect(tenant.conversations == before.conversations && tenant.contacts == before.contacts)
    let failure = await Failure.of { _ = try await test.rack().create(test.request()) }
    #expect(failure?.kind == .notPermitted && failure?.message.contains("was refused at") == true)
    #expect(failure?.hints.contains { $0.contains("coloc tenant talk asso-velo") } == true)
    #expect(try test.audit().last?.contains(#""fields":["refused"]"#) == true)
    #expect(await test.host.calls.isEmpty)
  }

  @Test("An agreement on an old conversation does not lift it, one on a later conversation does")
  func lifted() async throws {
    let test = try await TestRack()
    _ = try await test.rack().refuse(test.tenantName, reason: "spam")
    for conversation in [nil, 1] {
      let failure = await Failure.of { try agree(test, on: conversation) }
      #expect(failure?.kind == .notPermitted && failure?.message.contains("before the refusal") == true)
    }
    #expect(try test.tenant().refused != nil)
    // The day of the talk may be the same as the last one's, or earlier by the calendar.
    try talk(test, "2026-11-02")
    try agree(test)
    #expect(try test.tenant().refused == nil && test.tenant().agreement?.vms == 1)
    #expect(try test.tenant().agreement?.conversation == ConversationID(number: 2))
    #expect(try test.audit().last?.contains(#""fields":["agreement","refused"]"#) == true)
    _ = try await test.rack().create(test.request())
  }

  @Test("Again keeps the day; after another talk it is a new refusal")
  func again() async throws {
    let test = try await TestRack()
    _ = try await test.rack().refuse(test.tenantName, reason: "spam")
    let first = try #require(try test.tenant().refused)
    test.clock.advance(.seconds(60))
    _ = try await test.rack().refuse(test.tenantName, reason: "spam, truly")
    #expect(try test.tenant().refused?.since == first.since && test.tenant().refused?.reason == "spam, truly")
    try talk(test, "2026-11-05")
    _ = try await test.rack().refuse(test.tenantName, reason: "no again")
    #expect(try test.tenant().refused?.conversation == ConversationID(number: 2))
    #expect(try test.tenant().refused.map { $0.since > first.since } == true)
    #expect(await Failure.of { try agree(test) }?.kind == .notPermitted)
  }

  @Test("With a VM: 77 and what to do; the owner himself: 77; what is in its trash does not come back")
  func refused() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let failure = await Failure.of { _ = try await test.rack().refuse(test.tenantName, reason: "spam") }
    #expect(failure?.kind == .notPermitted && failure?.hints.contains("  coloc vm delete velo-web") == true)
    _ = try await test.rack().delete(vm.name, reason: nil)
    _ = try await test.rack().refuse(test.tenantName, reason: "spam")
    #expect(await Failure.of { _ = try await test.rack().restoreDeleted(vm.name, reason: nil) }?.kind == .notPermitted)
    try test.rack().state.manifests.add(try Sample.tenant("me", isSelf: true, vms: []))
    let owner = await Failure.of { _ = try await test.rack().refuse(TenantName(parsing: "me"), reason: "tired") }
    #expect(owner?.kind == .notPermitted)
  }
}
