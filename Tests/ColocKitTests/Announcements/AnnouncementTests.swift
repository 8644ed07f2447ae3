import Foundation
import Testing

@testable import ColocKit

@Suite("What is announced, to whom, in which state of a window")
struct AnnouncementTests {
  private static let everybodyTold: [String: OutboxMessage.State] = [
    "mail:asso-velo": .sent, "by-hand:asso-velo": .byHand, "mail:books": .sent, "by-hand:silent": .byHand,
  ]

  @Test("Each tenant with VMs, in its language, with its own VMs; not the owner, not a suspended one")
  func plan() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    let draft = try post.draft(window.id)
    #expect(draft.kind == .plan && draft.items.allSatisfy { $0.state == .pending || $0.state == .byHand })
    #expect(try post.runner.programs.isEmpty && post.rack.state.outboxes.read(window.id) == nil)
    let done = try await post.announce(window.id)
    #expect(done.states == Self.everybodyTold)
    let velo = try #require(done.item("mail", "asso-velo"))
    #expect(
      velo.to == "contact@velo.example" && velo.language == .french && velo.text.contains("velo-mail\n  velo-web")
    )
    #expect(velo.subject == "Maintenance prévue le samedi 5 décembre 2026" && !velo.text.contains("books"))
    #expect(velo.ics?.contains("METHOD:PUBLISH\r\n") == true)
    #expect(done.item("by-hand", "asso-velo")?.to == "matrix:@ana:velo.example")
    #expect(done.item("by-hand", "silent")?.to == nil && done.item("by-hand", "silent")?.text.isEmpty == false)
    #expect(done.item("mail", "books")?.to == "a@books.example, b@books.example")
    #expect(post.sent.map(\.tenant) == ["asso-velo", "books"])
    #expect(post.sent[1].text.contains("To: a@books.example,\n b@books.example\n"))
    let told = try post.rack.window(window.id)
    #expect(told.state == .announced && told.announced != nil)
    #expect(
      try post.test.audit().contains { $0.contains("maintenance announce") && $0.contains(window.id.description) }
    )
    // No address and no tenant's text is kept.
    let kept = try String(contentsOfFile: "\(post.test.layout.outbox)/\(window.id).json", encoding: .utf8)
    for word in ["@", "velo.example", "velo-web", "Atelier"] { #expect(!kept.contains(word), "\(kept)") }
  }

  @Test("Once more sends nothing; whoever came meanwhile is told, and what failed is tried again")
  func again() async throws {
    let post = try await TestPost { program in
      FakeRunner.exited(program.environment["COLOC_LANGUAGE"] == "en" ? 75 : 0, errors: "try later")
    }
    let window = try post.plan()
    let first = try await post.announce(window.id)
    #expect(
      first.item("mail", "books")?.state == .failed && first.item("mail", "books")?.words?.contains("later") == true
    )
    #expect(post.sent.count == 2)
    try await post.announce(window.id)
    #expect(post.sent.map(\.tenant) == ["asso-velo", "books", "books"])
    #expect(post.sent[1].facts == post.sent[2].facts)
    try post.test.rack().state.manifests.add(try Sample.tenant("late", vms: [Sample.vm("late", number: 9)]))
    try await post.announce(window.id)
    #expect(
      post.sent.map(\.tenant).filter { $0 == "late" }.count == 1
        && post.sent.filter { $0.tenant == "asso-velo" }.count == 1
    )
  }

  @Test("Planned, changed, cancelled: one UID, the sequence goes up, one thread of mails")
  func calendar() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    try await post.announce(window.id)
    post.test.clock.advance(.seconds(3600))
    var change = WindowRequest()
    change.id = window.id
    change.start = window.start.adding(days: 1)
    _ = try post.rack.plan(change)
    try post.test.rack().state.manifests.add(try Sample.tenant("late", vms: [Sample.vm("late", number: 9)]))
    let changed = try await post.announce(window.id)
    #expect(try changed.kind == .change && post.rack.window(window.id).state == .announced)
    #expect(changed.item("mail", "asso-velo")?.text.contains("samedi 5 décembre 2026 de 22 h 00") == true)
    // Who never heard of it reads of a plan.
    #expect(changed.item("mail", "late")?.subject == "Maintenance prévue le dimanche 6 décembre 2026")
    post.test.clock.advance(.seconds(3600))
    _ = try await post.rack.cancel(window.id, reason: nil)
    // Its VMs went meanwhile, its calendar did not.
    try post.test.change { $0.vms = [] }
    let off = try await post.announce(window.id)
    #expect(off.kind == .cancel && off.item("mail", "silent") == nil)
    let mails = post.sent.filter { $0.tenant == "asso-velo" }
    try #require(mails.count == 3)
    let first = try #require(mails[0].facts["id"])
    #expect(mails.map { $0.text.contains("In-Reply-To: <coloc.\(first)@rack.example>") } == [false, true, true])
    if PythonReader.has("icalendar") {
      let read = try mails.map { try PythonReader.read($0.facts["ics"] ?? "", PythonReader.calendar) }
      #expect(Set(read.compactMap { $0["uid"] as? String }).count == 1)
      #expect(read.compactMap { $0["sequence"] as? Int } == [0, 1, 2])
      #expect(read.compactMap { $0["method"] as? String } == ["PUBLISH", "PUBLISH", "CANCEL"])
      #expect(read.compactMap { $0["status"] as? String } == ["CONFIRMED", "CONFIRMED", "CANCELLED"])
      #expect(Set(read.compactMap { $0["stamp"] as? String }).count == 3)
      #expect(read.allSatisfy { $0["organizer"] as? String == "mailto:zoe@rack.example" })
    }
    #expect(try await post.announce(window.id).items.allSatisfy { $0.state != .pending })
    #expect(post.sent.filter { $0.tenant == "asso-velo" }.count == 3)
  }

  @Test("The all-clear has the real length and no calendar")
  func end() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    try await post.announce(window.id)
    try post.change(window.id) { window in
      window.state = .begun
      window.begun = window.start
    }
    let quiet = try post.draft(window.id)
    #expect(quiet.kind == nil && quiet.silence?.contains("maintenance end") == true)
    try post.change(window.id) { window in
      window.state = .ended
      window.ended = Timestamp(seconds: window.start.seconds + 4500)
    }
    let done = try await post.announce(window.id)
    #expect(done.kind == .end && done.item("mail", "asso-velo")?.text.contains("duré 1 heure 15") == true)
    #expect(done.item("mail", "books")?.text.contains("1 hour 15 minutes") == true)
    #expect(done.items.allSatisfy { $0.ics == nil } && post.sent.last?.text.contains("text/calendar") == false)
  }

  @Test("What came by itself is told as it goes on, and told again when its length is known")
  func unplanned() async throws {
    let post = try await TestPost()
    var request = WindowRequest()
    request.start = VirtualClock.dawn
    request.reason = "coupure EDF"
    request.unplanned = true
    let window = try post.rack.plan(request)
    let first = try await post.announce(window.id)
    #expect(first.kind == .underway && first.warnings.isEmpty)
    #expect(first.item("mail", "asso-velo")?.text.contains("coupure EDF") == true)
    #expect(first.item("mail", "asso-velo")?.text.contains("Je ne sais pas encore") == true)
    try post.change(window.id) { $0.state = .begun }
    #expect(try await post.announce(window.id).items.allSatisfy { !$0.isDue } && post.sent.count == 2)
    try post.change(window.id) { window in
      window.state = .ended
      window.ended = Timestamp(seconds: window.start.seconds + 300)
    }
    let end = try await post.announce(window.id)
    #expect(end.item("mail", "asso-velo")?.text.contains("L'interruption est terminée. Elle a duré 5 minutes.") == true)
  }

  @Test("Begun and nobody told: told now; begun after an untold change: told how it is")
  func begun() async throws {
    let post = try await TestPost()
    let untold = try post.plan()
    try post.change(untold.id) { $0.state = .begun }
    #expect(try await post.announce(untold.id).kind == .underway)
    #expect(try await post.announce(untold.id).items.allSatisfy { !$0.isDue })
    #expect(try post.rack.window(untold.id).announced != nil && post.rack.window(untold.id).state == .begun)
    let other = try post.plan("réseau")
    try await post.announce(other.id)
    try post.change(other.id) { window in
      window.sequence = 1
      window.state = .begun
    }
    #expect(try post.draft(other.id).kind == .underway)
  }

  @Test("Begun while a mail had failed: only that tenant is told")
  func begunWithRest() async throws {
    let post = try await TestPost { FakeRunner.exited($0.environment["COLOC_LANGUAGE"] == "en" ? 1 : 0) }
    let window = try post.plan()
    try await post.announce(window.id)
    try post.change(window.id) { $0.state = .begun }
    let draft = try post.draft(window.id)
    #expect(draft.kind == .underway && draft.states == ["mail:books": .pending])
  }

  @Test("Over or off, and nobody ever told: nothing to say", arguments: [Window.State.ended, .cancelled])
  func silent(_ state: Window.State) async throws {
    let post = try await TestPost()
    let window = try post.plan()
    try post.change(window.id) { $0.state = state }
    let draft = try await post.announce(window.id)
    #expect(draft.kind == nil && draft.silence?.contains("nobody was ever told") == true && post.sent.isEmpty)
  }

  @Test("Less than 48 hours of notice is said")
  func late() async throws {
    let post = try await TestPost()
    var request = WindowRequest()
    request.start = Timestamp(seconds: VirtualClock.dawn.seconds + 3600 * 24)
    request.length = TimeSpan(seconds: 3600)
    request.reason = "r"
    let window = try post.rack.plan(request)
    #expect(try post.draft(window.id).warnings.contains { $0.contains("48 hours") })
  }

  @Test("Without an address of the owner, or without sendmail, everything is told by hand")
  func byHand() async throws {
    let post = try await TestPost(mail: nil)
    let window = try post.plan()
    let draft = try post.draft(window.id)
    #expect(
      draft.items.filter { $0.tenant != nil }.allSatisfy { $0.state == .byHand }
        && draft.items.contains { $0.to?.contains("email:") == true }
    )
    #expect(draft.warnings.contains { $0.contains("owner.mail") })
    let none = try await TestPost()
    try FileManager.default.removeItem(atPath: "\(none.scratch.path)/sendmail")
    let other = try none.plan()
    #expect(try none.draft(other.id).items.filter { $0.tenant != nil }.allSatisfy { $0.channel == "by-hand" })
    #expect(try await none.announce(other.id).items.contains { $0.state == .byHand })
  }

  @Test("A channel of the owner's own reaches its kind of contact, each tenant for itself")
  func ownChannel() async throws {
    let program = try ScratchDirectory()
    try program.write("#!/bin/sh\n", to: "matrix", mode: 0o755)
    let post = try await TestPost(
      channels: [.init(name: "mail"), .init(name: "dm", program: "\(program.path)/matrix", reaches: [.matrix])]
    )
    let done = try await post.announce(try post.plan().id)
    #expect(done.item("dm", "asso-velo")?.to == "@ana:velo.example" && done.item("by-hand", "asso-velo") == nil)
    #expect(post.sent.first { $0.channel == "dm" }?.text.hasPrefix("Bonjour,\n") == true)
  }

  @Test("A program or settings that others could have written are not believed")
  func trust() async throws {
    let own = try ScratchDirectory()
    try own.write("#!/bin/sh\n", to: "loose", mode: 0o777)
    try own.write("#!/bin/sh\n", to: "fine", mode: 0o755)
    try own.write("token", to: "open", mode: 0o644)
    for (channel, kind) in [
      (Configuration.Channel(name: "a", program: "\(own.path)/loose"), Failure.Kind.notPermitted),
      (.init(name: "a", program: "\(own.path)/fine", settings: "\(own.path)/open"), .notPermitted),
      (.init(name: "a", program: "\(own.path)/none"), .configuration),
      (.init(name: "a", program: "\(own.path)/fine", settings: "\(own.path)/none"), .configuration),
    ] {
      let post = try await TestPost(channels: [channel])
      let window = try post.plan()
      let failure = #expect(throws: Failure.self) { try post.draft(window.id) }
      #expect(failure?.kind == kind, "\(failure?.message ?? "")")
    }
  }

  @Test("What a program is given: one line of JSON, an empty line, the text; no secret, no more environment than named")
  func given() async throws {
    let post = try await TestPost(channels: [.init(name: "mastodon", settings: "/etc/hostname")])
    #expect(throws: Failure.self) { try post.draft(post.plan().id) }
    let settings = "\(post.scratch.path)/settings"
    let good = try await TestPost(channels: [.init(name: "mastodon", settings: settings)])
    let window = try good.plan()
    try await good.announce(window.id)
    let program = try #require(good.runner.programs.first)
    #expect(program.arguments.isEmpty && program.timeout == .seconds(120))
    #expect(
      Set(program.environment.keys) == [
        "PATH", "LC_ALL", "COLOC_MESSAGE", "COLOC_CHANNEL", "COLOC_LANGUAGE", "COLOC_SENDMAIL", "COLOC_SETTINGS",
        "COLOC_FOLDER",
      ]
    )
    guard case .bytes(let bytes) = program.input else { return }
    let line = try #require(bytes.split(separator: UInt8(ascii: "\n")).first)
    let facts = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    #expect(
      Set(facts.keys) == [
        "schema", "id", "window", "kind", "sequence", "channel", "tenant", "to", "subject", "language", "form", "start",
        "end", "ics", "files",
      ]
    )
    #expect(facts["tenant"] is NSNull && facts["ics"] is NSNull && facts["end"] as? String == "2026-12-05T23:00:00Z")
  }
}
