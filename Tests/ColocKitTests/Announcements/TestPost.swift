import Foundation
import Glibc
import Synchronization

@testable import ColocKit

/// A rack that announces: two tenants with VMs, one without contacts, the owner himself, a suspended one, one without VMs.
final class TestPost: Sendable {
  let test: TestRack
  let scratch: ScratchDirectory
  let runner: FakeRunner
  let channels: [Configuration.Channel]?
  let languages: [Language]
  let mail: String?

  init(
    channels: [Configuration.Channel]? = nil,
    languages: [Language] = [.french, .english],
    mail: String? = "zoe@rack.example",
    _ answer: @escaping @Sendable (Program) throws -> ProgramResult = { _ in FakeRunner.exited(0) }
  ) async throws {
    test = try await TestRack()
    scratch = try ScratchDirectory()
    runner = FakeRunner(answer)
    self.channels = channels
    self.languages = languages
    self.mail = mail
    for name in ["sendmail", "mail", "files", "mastodon", "xmpp"] {
      try scratch.write("#!/bin/sh\n", to: name, mode: 0o755)
    }
    try scratch.write("token", to: "settings", mode: 0o600)
    try test.change { $0.vms = [try Sample.vm("velo-web", number: 1), try Sample.vm("velo-mail", number: 2)] }
    var books = try Sample.tenant("books", vms: [Sample.vm("books", number: 3)])
    books.displayName = "Free Books"
    books.language = .english
    books.contacts = [try Contact(parsing: "email:a@books.example"), try Contact(parsing: "email:b@books.example")]
    var silent = try Sample.tenant("silent", vms: [Sample.vm("silent", number: 4)])
    silent.displayName = "Sans contact"
    silent.contacts = []
    let own = try Sample.tenant("zoe", isSelf: true, vms: [Sample.vm("mine", number: 5)])
    var asleep = try Sample.tenant("asleep", vms: [Sample.vm("asleep", number: 6)])
    asleep.suspended = Suspension(since: Sample.moment, reason: "r", ran: [], autostart: [])
    for tenant in [books, silent, own, asleep, try Sample.tenant("talked", vms: [])] {
      try test.rack().state.manifests.add(tenant)
    }
  }

  /// The rack as one command sees it.
  var rack: Rack { rack(with: channels) }

  /// The same with other channels in coloc.yaml.
  func rack(with channels: [Configuration.Channel]?) -> Rack {
    var configuration = test.configuration
    configuration.owner.mail = mail
    configuration.sendmail = "\(scratch.path)/sendmail"
    configuration.announce = .init(
      languages: languages,
      // With channels that nobody named the feed would be one more message.
      folder: channels == nil ? nil : "\(scratch.path)/www",
      link: "https://rack.example/maintenance",
      channels: channels
    )
    let rack = test.rack("coloc maintenance announce")
    return Rack(
      configuration: configuration,
      state: rack.state,
      host: rack.host,
      runner: runner,
      reachability: rack.reachability,
      narrator: rack.narrator,
      time: rack.time,
      templates: rack.templates,
      boot: rack.boot,
      command: rack.command,
      who: rack.who
    )
  }

  /// A window of the night from 5 to 6 December 2026 in Paris.
  func plan(_ reason: String = "disques", texts: [Language: String] = [:]) throws -> Window {
    var request = WindowRequest()
    request.start = try Timestamp(parsing: "2026-12-05T21:00:00Z")
    request.length = TimeSpan(seconds: 7200)
    request.reason = reason
    request.texts = texts
    return try rack.plan(request)
  }

  func draft(_ id: WindowID) throws -> Announcement { try rack.announcement(of: id, channels: scratch.path) }

  @discardableResult
  func announce(
    _ id: WindowID,
    _ decide: (inout Announcement) throws -> Void = { _ in }
  ) async throws -> Announcement {
    let lock = try await rack.lockAnnouncements()
    defer { lock.release() }
    var announcement = try draft(id)
    try decide(&announcement)
    return try await rack.announce(announcement)
  }

  func change(_ id: WindowID, _ body: (inout Window) throws -> Void) throws {
    try rack.state.windows.change(id, body)
  }

  /// What programs were given so far, by the channel's name, its tenant and the text behind the first lines.
  var sent: [Sent] { runner.programs.compactMap(Sent.init) }

  struct Sent: Equatable {
    let channel: String
    let tenant: String?
    let facts: [String: String]
    let text: String

    init?(_ program: Program) {
      guard case .bytes(let bytes) = program.input else { return nil }
      let input = String(decoding: bytes, as: UTF8.self)
      guard let end = input.range(of: "\n\n"),
        let object = try? JSONSerialization.jsonObject(with: Data(input[..<end.lowerBound].utf8)) as? [String: Any]
      else { return nil }
      channel = object["channel"] as? String ?? ""
      tenant = object["tenant"] as? String
      facts = object.compactMapValues { $0 as? String }
      text = String(input[end.upperBound...])
    }
  }
}

extension Announcement {
  func item(_ channel: String, _ tenant: String?) -> Item? {
    items.first { $0.channel == channel && $0.tenant?.description == tenant }
  }

  var states: [String: OutboxMessage.State] {
    Dictionary(items.map { ("\($0.channel):\($0.tenant?.description ?? "*")", $0.state) }) { first, _ in first }
  }
}
