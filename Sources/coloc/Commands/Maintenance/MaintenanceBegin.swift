internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance begin`.
struct MaintenanceBegin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "begin",
    abstract: "Write down what runs, then bring all of the host down.",
    usage: "coloc maintenance begin <window> [options]",
    discussion: """
      By order from the lowest to the highest, those of one order together; domains that are not coloc's go down too. A \
      guest that does not stop in time is treated as its --then says: left running (exit code 2), saved, or cut off. \
      Ctrl-C stops asking; run again, it goes on.
      """
  )

  @Argument(help: "The window.", transform: typed)
  var window: WindowID

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be done to each.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("maintenance begin", recovering: !dryRun) { rack in
      let plan = try await rack.planBegin(window)
      if dryRun { return OutageTable(plan: plan).put(output) }
      let planned = try rack.window(window)
      if planned.planned, planned.announced == nil {
        Terminal.say("coloc: nobody was told of \(window): coloc maintenance announce \(window)")
      }
      OutageTable(plan: plan).words.forEach(Terminal.say)
      try Question.goOn("all domains of \(rack.configuration.host.name) would go down", yes: yes)
      let (again, back) = ("coloc maintenance begin \(window)", "coloc maintenance end \(window)")
      let result = try await OutageWords.telling(rack, again: again, back: back) {
        try await rack.begin(window, reason: why.reason) { Terminal.say(OutageWords.line($0)) }
      }
      output.put(result.entries.map(\.json), names: result.entries.map(\.name)) { "" }
      try OutageWords.conclude(result, again: again)
      Terminal.say("then: \(back)")
    }
  }
}
