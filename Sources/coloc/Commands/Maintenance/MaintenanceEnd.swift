internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance end`.
struct MaintenanceEnd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end",
    abstract: "Start exactly what ran when the window began.",
    usage: "coloc maintenance end <window> [options]",
    discussion: """
      By order from the highest to the lowest, each order when the VMs of the one before are ready. What its guest shut \
      down before it was asked stays down, and so do the VMs of suspended tenants. Run again, it goes on.
      """
  )

  @Argument(help: "The window.", transform: typed)
  var window: WindowID

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be started.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("maintenance end", recovering: !dryRun) { rack in
      let owed = try rack.planEnd(window)
      if dryRun { return Self.put(owed, output) }
      if !owed.isEmpty { Terminal.say(OutageTable.line(owed.count, try rack.returnTime(of: owed))) }
      try Question.goOn("\(owed.count) would be started", yes: yes)
      let again = "coloc maintenance end \(window)"
      let (ended, result) = try await OutageWords.telling(rack, again: again, back: again) {
        try await rack.end(window, reason: why.reason) { Terminal.say(OutageWords.line($0)) }
      }
      output.put(result.entries.map(\.json), names: result.entries.map(\.name)) { "" }
      if ended.state == .ended {
        Terminal.say("\(window) is over\(Self.length(ended))")
        if ended.announced != nil { Terminal.say("tell people: coloc maintenance announce \(window)") }
      }
      try OutageWords.concludeReturn(result, again: again)
    }
  }

  private static func length(_ window: Window) -> String {
    guard let begun = window.begun, let ended = window.ended else { return "" }
    return " after \(TimeSpan(seconds: Int(ended.seconds - begun.seconds)))"
  }

  private static func put(_ owed: [OutageEntry], _ output: OutputOptions) {
    output.put(owed.map(\.json), names: owed.map(\.name)) {
      var table = Table(headers: ["ORDER", "VM", "TENANT", "WENT DOWN"])
      table.rows = owed.map {
        ["\($0.order)", Printable.clean($0.name), $0.tenant?.description ?? "-", $0.descent.rawValue]
      }
      return owed.isEmpty ? "nothing is to be started\n" : table.text(width: Terminal.width)
    }
  }
}
