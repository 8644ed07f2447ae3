import Foundation
import Synchronization
import Testing

@testable import ColocKit

@Suite("Nothing is sent twice, and nothing is forgotten")
struct OutboxTests {
  /// What happens at the n-th program.
  enum Fault: CaseIterable, Sendable {
    /// The command is killed while it runs.
    case killed
    /// It runs out of time.
    case late
    /// A signal ends it.
    case signalled
    /// It says itself that it does not know.
    case saysUnknown
  }

  @Test(
    "Cut off at any message: that one is unknown, the rest is sent once, and only the owner's word sends it again",
    arguments: Fault.allCases,
    [1, 2, 3]
  )
  func cut(_ fault: Fault, at number: Int) async throws {
    let count = Mutex(0)
    let post = try await TestPost(channels: [.init(name: "mail"), .init(name: "xmpp", program: "/bin/true")]) { _ in
      let now = count.withLock { count in
        count += 1
        return count
      }
      guard now == number else { return FakeRunner.exited(0) }
      switch fault {
      case .killed: throw CancellationError()
      case .late: return ProgramResult(ending: .timedOut, output: [], errors: [])
      case .signalled: return ProgramResult(ending: .signalled(9), output: [], errors: [])
      case .saysUnknown: return FakeRunner.exited(76)
      }
    }
    let window = try post.plan()
    if fault == .killed {
      await #expect(throws: CancellationError.self) { try await post.announce(window.id) }
      // On disk as being sent, before the program was started.
      let states = try #require(try post.rack.state.outboxes.read(window.id)).notices[0].messages.map(\.state)
      #expect(states.filter { $0 == .sending }.count == 1)
    } else {
      try await post.announce(window.id)
    }
    for _ in 0..<2 { try await post.announce(window.id) }
    #expect(post.sent.count == 3, "each was started once")
    let left = try post.draft(window.id).items.filter { $0.state == .unknown }
    #expect(left.count == 1 && left[0].id.description == post.sent[number - 1].facts["id"])
    let id = left[0].id
    try await post.announce(window.id) { try $0.resend(id) }
    #expect(post.sent.count == 4 && post.sent[3] == post.sent[number - 1])
    #expect(try post.draft(window.id).item(left[0].channel, left[0].tenant?.description)?.state == .sent)
  }

  @Test("Marked as sent is sent: by a channel, and by hand")
  func marked() async throws {
    let post = try await TestPost { _ in ProgramResult(ending: .signalled(9), output: [], errors: []) }
    let window = try post.plan()
    try await post.announce(window.id)
    let ids = try post.draft(window.id).items.map(\.id)
    let done = try await post.announce(window.id) { for id in ids { try $0.markSent(id) } }
    #expect(done.items.allSatisfy { $0.state == .sent } && post.sent.count == 2)
    #expect(try post.draft(window.id).items.allSatisfy { $0.state == .sent })
    let sent = await #expect(throws: Failure.self) { try await post.announce(window.id) { try $0.resend(ids[0]) } }
    #expect(sent?.kind == .usage)
    let hand = try #require(done.item("by-hand", "silent")?.id)
    await #expect(throws: Failure.self) { try await post.announce(window.id) { try $0.resend(hand) } }
    let none = try MessageID(parsing: "0000000000000000")
    let unknown = await #expect(throws: Failure.self) { try await post.announce(window.id) { try $0.markSent(none) } }
    #expect(unknown?.kind == .notFound)
  }

  @Test("A message that may have gone out is still asked about when its channel is no more, and when its tenant is not")
  func stranded() async throws {
    let post = try await TestPost(channels: [.init(name: "mail"), .init(name: "xmpp", program: "/bin/true")]) { _ in
      ProgramResult(ending: .signalled(9), output: [], errors: [])
    }
    let window = try post.plan()
    let ids = try await post.announce(window.id).items.filter { $0.state == .unknown }.map(\.id)
    #expect(ids.count == 3)
    try post.test.rack().state.manifests.remove(TenantName(parsing: "books")) { _ in }
    let bare = post.rack(with: [])
    let left = try bare.announcement(of: window.id, channels: post.scratch.path)
    let unknown = left.items.filter { $0.state == .unknown }
    #expect(Set(unknown.map(\.id)) == Set(ids) && unknown.allSatisfy { !$0.isCarried } && left.isDue)
    #expect(unknown.first { $0.tenant?.description == "asso-velo" }?.text.hasPrefix("Bonjour,\n") == true)
    #expect(unknown.first { $0.channel == "xmpp" }?.text.contains("Maintenance") == true)
    var marked = left
    #expect(throws: Failure.self) { try marked.resend(ids[0]) }
    for id in ids { try marked.markSent(id) }
    _ = try await bare.announce(marked)
    #expect(try bare.announcement(of: window.id, channels: post.scratch.path).items.allSatisfy { $0.state != .unknown })
    #expect(post.sent.count == 3)
  }

  @Test("A window that says it was announced without an outbox: nobody is written to before the owner says so")
  func lost() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    try await post.announce(window.id)
    try FileManager.default.removeItem(atPath: "\(post.test.layout.outbox)/\(window.id).json")
    let again = try await post.announce(window.id)
    #expect(post.sent.count == 2 && again.item("mail", "books")?.state == .unknown)
  }

  @Test("An outbox that cannot be written or read sends nothing")
  func unwritable() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    let path = "\(post.test.layout.outbox)/\(window.id).json"
    try Data("{".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let failure = await #expect(throws: Failure.self) { try await post.announce(window.id) }
    #expect(failure?.kind == .invalidFile && post.runner.programs.isEmpty)
    #expect(try post.rack.window(window.id).state == .draft)
  }

  @Test("A window that was changed between the plan and the sending is not announced as it was")
  func changed() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    let failure = await #expect(throws: Failure.self) {
      try await post.announce(window.id) { _ in try post.change(window.id) { $0.reason = "autre" } }
    }
    #expect(failure?.kind == .busy && post.runner.programs.isEmpty)
    let done = try await post.announce(window.id)
    #expect(done.item("mail", "asso-velo")?.text.contains("autre") == true && post.sent.count == 2)
    let words = try #require(try post.rack.state.outboxes.read(window.id)?.notices[0].words[.french])
    #expect(words.text.contains("autre"))
  }

  @Test("Two at a time: the second waits, and then gives up naming the first")
  func lock() async throws {
    let post = try await TestPost()
    let lock = try await post.rack.lockAnnouncements()
    let failure = await #expect(throws: Failure.self) { _ = try await post.rack.lockAnnouncements() }
    #expect(failure?.kind == .busy && failure?.message.contains("coloc maintenance announce") == true)
    lock.release()
  }

  @Test("An outbox reads back as it was, and strictly")
  func readBack() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    try await post.announce(window.id)
    let outbox = try #require(try post.rack.state.outboxes.read(window.id))
    #expect(try Outbox(json: Array(outbox.json.pretty.utf8), file: "o") == outbox)
    for (from, to, path) in [
      ("\"sent\"", "\"posted\"", "notices[0].messages[0].state"), ("\"schema\": 1", "\"schema\": 2", "schema"),
      ("\"kind\": \"plan\"", "\"kind\": \"x\"", "notices[0].kind"),
    ] {
      let text = outbox.json.pretty.replacing(from, with: to)
      let fault = #expect(throws: InvalidDocument.self) { try Outbox(json: Array(text.utf8), file: "o") }
      #expect(fault?.faults.contains { $0.path == path } == true, "\(fault?.faults ?? [])")
    }
  }

  @Test("A message's name is the same each time, and another for all that makes another message")
  func names() throws {
    func id(
      _ window: String = "w1",
      _ kind: NoticeKind = .plan,
      _ sequence: Int = 0,
      _ channel: String = "mail",
      _ tenant: String? = "a1"
    ) throws -> MessageID {
      MessageID(
        rack: try Sample.uuid(99),
        window: try WindowID(parsing: window),
        kind: kind,
        sequence: sequence,
        channel: channel,
        tenant: try tenant.map { try TenantName(parsing: $0) }
      )
    }
    #expect(try id() == id())
    let others = try [
      id("w2"), id("w1", .end), id("w1", .plan, 1), id("w1", .plan, 0, "m"), id("w1", .plan, 0, "mail", nil), id(),
    ]
    #expect(Set(others).count == 6)
    for text in ["", "0123456789ABCDEF", "0123456789abcde", "../../etc/passwd0"] { #expect(MessageID(text) == nil) }
  }
}
