internal import ArgumentParser
internal import ColocKit

/// `coloc power emergency`.
struct PowerEmergency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "Bring all domains down on battery, within so many seconds.",
    usage: "coloc power emergency --budget <seconds> [options]",
    discussion: """
      By order, each with an equal share of the time; half a minute before its end all that still run lose their power, \
      whatever their --then says. Another command that brings the host down or up is told to stop. --dry-run says which VMs would not make it. For SHUTDOWNCMD of NUT: it returns \
      when all is down. coloc power up brings back what ran.
      """
  )

  @Option(help: ArgumentHelp("How long the battery lasts, 10 to 86400.", valueName: "seconds"))
  var budget: Int

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be done to each.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard (10...86_400).contains(budget) else { throw ValidationError("--budget is 10 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("power emergency", recovering: false) { rack in
      if dryRun { return OutageTable(plan: try await rack.planOutage(budget: budget)).put(output) }
      if Terminal.canAsk, !yes {
        OutageTable(plan: try await rack.planOutage(budget: budget)).words.forEach(Terminal.say)
        try Question.goOn("all domains would go down, and lose their power at the end", yes: false)
      }
      let again = "coloc power emergency --budget \(budget)"
      let result = try await OutageWords.telling(rack, again: again, back: "coloc power up") {
        try await rack.powerDown(reason: why.reason, budget: budget) { Terminal.say(OutageWords.line($0)) }
      }
      output.put(result.entries.map(\.json), names: result.entries.map(\.name)) { "" }
      try OutageWords.conclude(result, again: again)
    }
  }
}
