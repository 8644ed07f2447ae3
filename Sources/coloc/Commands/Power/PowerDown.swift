internal import ArgumentParser
internal import ColocKit

/// `coloc power down`.
struct PowerDown: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "down",
    abstract: "Bring all domains down before the host is switched off.",
    usage: "coloc power down [options]",
    discussion: """
      What runs is written down first, and coloc power up brings back exactly that. Domains that are not coloc's go down \
      too. A guest that does not stop in time is treated as its --then says: left running (exit code 2), saved, or cut \
      off. Run again, it goes on. coloc-power.service runs it when the host shuts down.
      """
  )

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be done to each.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("power down", recovering: !dryRun) { rack in
      if dryRun { return OutageTable(plan: try await rack.planOutage()).put(output) }
      // systemd runs it, where nobody answers: who typed it at a terminal is asked.
      if Terminal.canAsk, !yes {
        let plan = try await rack.planOutage()
        OutageTable(plan: plan).words.forEach(Terminal.say)
        try Question.goOn("all domains of \(rack.configuration.host.name) would go down", yes: false)
      }
      let result = try await OutageWords.telling(rack, again: "coloc power down", back: "coloc power up") {
        try await rack.powerDown(reason: why.reason) { Terminal.say(OutageWords.line($0)) }
      }
      output.put(result.entries.map(\.json), names: result.entries.map(\.name)) { "" }
      try OutageWords.conclude(result, again: "coloc power down")
    }
  }
}
