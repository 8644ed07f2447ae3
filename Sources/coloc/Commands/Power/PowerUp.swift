internal import ArgumentParser
internal import ColocKit

/// `coloc power up`.
struct PowerUp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Bring back what ran before the host went down.",
    usage: "coloc power up [options]",
    discussion: """
      After coloc power down: exactly what ran. After a cut: each VM as its --boot says (last, always, never), once a \
      boot. While a maintenance window is open: nothing, its end does it. coloc-power.service runs it when the host boots.
      """
  )

  @Flag(help: "Only say what would be started.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("power up", recovering: !dryRun) { rack in
      if dryRun { return Self.put(try await rack.planPowerUp(), output) }
      try await rack.awaitHost()
      await Self.mend(rack)
      let owed = Self.entries(try await rack.planPowerUp())
      if !owed.isEmpty { Terminal.say(OutageTable.line(owed.count, try rack.returnTime(of: owed))) }
      let (plan, result) = try await OutageWords.telling(rack, again: "coloc power up", back: "coloc power up") {
        try await rack.powerUp(reason: why.reason) { Terminal.say(OutageWords.line($0)) }
      }
      output.put(result.entries.map(\.json), names: result.entries.map(\.name)) { "" }
      if let words = Self.words(plan) { Terminal.say(words) }
      try OutageWords.concludeReturn(result, again: "coloc power up")
    }
  }

  /// A cut may have taken definitions with it; what cannot be mended holds up no other VM.
  private static func mend(_ rack: Rack) async {
    do {
      let report = try await Recovery(rack).run()
      report.steps.forEach { Terminal.say($0.sentence) }
      report.failures.forEach(Each.say)
    } catch {
      Each.say(error)
    }
  }

  private static func put(_ plan: ComingUp, _ output: OutputOptions) {
    let entries = entries(plan)
    output.put(entries.map(\.json), names: entries.map(\.name)) {
      var table = Table(headers: ["ORDER", "VM", "TENANT", "WOULD"])
      table.rows = entries.map {
        ["\($0.order)", Printable.clean($0.name), $0.tenant?.description ?? "-", "be started, unless it runs"]
      }
      return entries.isEmpty ? "" : table.text(width: Terminal.width)
    }
    if let words = words(plan) { Terminal.say(words) }
  }

  private static func entries(_ plan: ComingUp) -> [OutageEntry] {
    switch plan {
    case .owed(let owed): owed
    case .cut(let wanted): wanted.reversed()
    case .window, .done: []
    }
  }

  private static func words(_ plan: ComingUp) -> String? {
    switch plan {
    case .window(let id): "maintenance \(id) is open: nothing is started; coloc maintenance end \(id) does it"
    case .done: "nothing to start: it was done since the host booted"
    case .owed(let entries): entries.isEmpty ? "nothing ran when the host went down" : nil
    case .cut(let entries): entries.isEmpty ? "nothing to start" : "the host came up without having gone down: a cut"
    }
  }
}
