internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance announce`.
struct MaintenanceAnnounce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "announce",
    abstract: "Tell people what is to be said about a window now: the plan, a change, that it is off or over.",
    usage: "coloc maintenance announce <window> [options]",
    discussion: """
      Each tenant concerned is told in its language, everybody else by the channels that coloc.yaml names; contacts that \
      no channel reaches are listed with the text, to be told by hand. Nothing is sent twice: repeated, it sends what is \
      left or failed. Of a message that was cut off nobody knows whether it went out: say --resend or --mark-sent.
      """
  )

  @Argument(help: "The window.", transform: typed)
  var window: WindowID

  @Option(
    help: ArgumentHelp("Send this message although it may have gone out (repeatable).", valueName: "message"),
    transform: typed
  )
  var resend: [MessageID] = []

  @Option(
    help: ArgumentHelp("This message went out, or was told by hand (repeatable).", valueName: "message"),
    transform: typed
  )
  var markSent: [MessageID] = []

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only show what would be sent, whole.")
  var dryRun = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard Set(resend).isDisjoint(with: markSent) else {
      throw ValidationError("a message is sent again or marked as sent, not both")
    }
  }

  func run() async throws {
    try await Session.with("maintenance announce", recovering: false) { rack in
      guard !dryRun else {
        let announcement = try decided(rack)
        say(announcement)
        return put(announcement.items.filter { $0.state != .sent }, texts: true)
      }
      let lock = try await rack.lockAnnouncements()
      defer { lock.release() }
      var announcement = try decided(rack)
      say(announcement)
      guard announcement.kind != nil else { return put([], texts: false) }
      let before = announcement.items
      if Terminal.canAsk { try ask(&announcement) }
      if !announcement.isDue { Terminal.say("nothing to send: what a channel carries went out as \(window) stands") }
      try confirm(announcement)
      announcement = try await rack.announce(announcement)
      put(handled(announcement, before), texts: false)
      try report(announcement)
    }
  }

  /// What is due, with what the options say about single messages.
  private func decided(_ rack: Rack) throws -> Announcement {
    var announcement = try rack.announcement(of: window, channels: ChannelDirectory.brought)
    for id in resend { try announcement.resend(id) }
    for id in markSent { try announcement.markSent(id) }
    return announcement
  }

  private func say(_ announcement: Announcement) {
    for warning in announcement.warnings { Terminal.say("coloc: \(warning)") }
    if let silence = announcement.silence { Terminal.say("nothing to say: \(silence)") }
  }

  /// What nobody knows is asked, message by message.
  private func ask(_ announcement: inout Announcement) throws {
    for item in announcement.items where item.state == .unknown {
      let choice = item.isCarried ? "Send it [a]gain, [m]ark it as sent, [l]eave it?" : "[m]ark it as sent, [l]eave it?"
      Terminal.write("\(item.route) was cut off and may have gone out. \(choice) ", to: 2)
      switch readLine()?.lowercased() {
      case "a", "again": if item.isCarried { try announcement.resend(item.id) }
      case "m", "mark": try announcement.markSent(item.id)
      default: break
      }
    }
  }

  private func confirm(_ announcement: Announcement) throws {
    let due = announcement.items.filter(\.isDue)
    guard !due.isEmpty else { return }
    if !yes, Terminal.canAsk { Terminal.write(AnnouncementReport(items: due).text, to: 2) }
    let what = due.count == 1 ? "1 message" : "\(due.count) messages"
    try Question.goOn("\(what) would be sent about \(window)", yes: yes)
  }

  /// What this command did or leaves to do; what was sent before is not told again.
  private func handled(_ announcement: Announcement, _ before: [Announcement.Item]) -> [Announcement.Item] {
    zip(announcement.items, before).filter { $0.state != .sent || $1.state != .sent || markSent.contains($0.id) }
      .map(\.0)
  }

  private func put(_ items: [Announcement.Item], texts: Bool) {
    output.put(items.map(\.json), names: items.map(\.id.description)) {
      texts ? AnnouncementReport(items: items).text : AnnouncementReport(items: items).outcome
    }
  }

  private func report(_ announcement: Announcement) throws {
    let items = announcement.items
    for item in items where item.state != .sent {
      if let words = item.words { Terminal.say("coloc: \(item.route): \(words)") }
    }
    if items.contains(where: { $0.state == .byHand }) {
      Terminal.say("what is told by hand, with its text: coloc maintenance announce \(window) --dry-run")
    }
    let unknown = items.filter { $0.state == .unknown }
    guard unknown.isEmpty else {
      let what = unknown.count == 1 ? "one message" : "\(unknown.count) messages"
      throw Failure(
        .outcomeUnknown,
        "nobody knows whether \(what) about \(window) went out",
        hints: unknown.flatMap { item in
          let mark = "coloc maintenance announce \(window) --mark-sent \(item.id)"
          guard item.isCarried else {
            return ["\(item.route): no channel of coloc.yaml carries it any more; when it is told: \(mark)"]
          }
          return [
            "\(item.route): \(mark)",
            "or, to send it again: coloc maintenance announce \(window) --resend \(item.id)",
          ]
        }
      )
    }
    let failed = items.filter { $0.state == .failed }
    guard failed.isEmpty else {
      let what = failed.count == 1 ? "one message" : "\(failed.count) messages"
      throw Failure(
        .partly,
        "\(what) about \(window) did not go out; the others did",
        hint: "to try them again: coloc maintenance announce \(window)"
      )
    }
  }
}

extension Announcement.Item {
  /// The message in a line: `mail to asso-velo (contact@velo.example), 0123456789abcdef`.
  var route: String {
    let whom = tenant.map { " to \($0)" } ?? ""
    return "\(channel)\(whom)\(to.map { " (\(Printable.clean($0)))" } ?? ""), \(id)"
  }
}
