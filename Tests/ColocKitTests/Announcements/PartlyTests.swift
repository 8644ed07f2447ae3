import Testing

@testable import ColocKit

@Suite("Not all came back: who has everything reads the all-clear, who has not reads what is missing")
struct PartlyTests {
  @Test("What maintenance end could not start is named while the window is open")
  func end() async throws {
    let night = try await TestNight()
    let window = try night.window()
    let rack = night.test.rack()
    try rack.state.windows.change(window.id) { window in
      window.state = .announced
      window.announced = window.created
    }
    try await night.begin(window)
    #expect(try rack.announcement(of: window.id, channels: nil).kind == .underway)
    let big = try FakeDomain.foreign("big", number: 64, memory: .gibibytes(14))
    await night.test.host.arrange { $0.domains[big.uuid] = big }
    #expect(try await night.end(window).window.state == .begun)
    let open = try rack.announcement(of: window.id, channels: nil)
    #expect(open.kind == .partly)
    let tenant = try night.test.tenantName
    let text = try #require(open.items.first { $0.tenant == tenant }?.text)
    #expect(text.contains("Pas encore de retour, je m'en occupe :\n\n  dns\n  mail\n  web\n"), "\(text)")
    #expect(!text.contains("de nouveau là"))
    // A command that is at it may bring more back any moment.
    let lock = try await rack.state.lock(.power, time: rack.time)
    #expect(try rack.announcement(of: window.id, channels: nil).kind != .partly)
    lock.release()
    await night.test.host.arrange { $0.domains[big.uuid] = nil }
    try await night.end(window)
    let over = try rack.announcement(of: window.id, channels: nil)
    #expect(over.kind == .end && over.items.first?.text.contains("Pas encore") == false)
    try await night.expectTidy()
  }

  @Test("Later only those are told again who missed something, and everybody once")
  func later() async throws {
    let post = try await TestPost(channels: [.init(name: "mail"), .init(name: "xmpp", program: "/bin/true")])
    let window = try post.plan()
    try await post.announce(window.id)
    #expect(post.sent.count == 3)
    try post.change(window.id) { window in
      window.state = .begun
      window.begun = window.start
    }
    let now = post.test.clock.source.now()
    var entries = try [("velo-web", "asso-velo"), ("velo-mail", "asso-velo"), ("books", "books")].enumerated().map {
      OutageEntry(
        uuid: try Sample.uuid($0.offset + 1),
        name: $0.element.0,
        tenant: try TenantName(parsing: $0.element.1),
        order: 50,
        descent: .stopped,
        back: $0.element.0 == "velo-mail" ? nil : .started,
        up: $0.element.0 == "velo-mail" ? nil : now
      )
    }
    try post.rack.state.outages.begin(
      Outage(cause: .window, window: window.id, reason: nil, began: now, rising: true, entries: entries)
    )
    let partly = try await post.announce(window.id)
    #expect(partly.kind == .partly && post.sent.count == 5 && partly.item("xmpp", nil) == nil)
    let velo = try #require(partly.item("mail", "asso-velo")?.text)
    #expect(
      velo.contains("de nouveau là :\n\n  velo-web\n") && velo.contains("m'en occupe :\n\n  velo-mail\n"),
      "\(velo)"
    )
    let books = try #require(partly.item("mail", "books")?.text)
    #expect(books.contains("is back:\n\n  books\n") && !books.contains("Not back yet"), "\(books)")
    try await post.announce(window.id)
    #expect(post.sent.count == 5)
    post.test.clock.advance(.seconds(600))
    entries[1].back = .started
    entries[1].up = post.test.clock.source.now()
    try post.rack.state.outages.end()
    try post.change(window.id) { [entries] window in
      window.state = .ended
      window.ended = entries[1].up
      window.vms = entries
    }
    let over = try await post.announce(window.id)
    #expect(over.kind == .end && over.item("mail", "books") == nil)
    #expect(post.sent.dropFirst(5).map(\.channel) == ["mail", "xmpp"] && post.sent[5].tenant == "asso-velo")
    #expect(!post.sent[5].text.contains("encore"))
    try await post.announce(window.id)
    #expect(post.sent.count == 7)
  }
}
