internal import ArgumentParser
internal import ColocKit

/// `coloc vm restart`.
struct VMRestart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart",
    abstract: "Stop VMs as vm stop does, then start them.",
    usage: "coloc vm restart <names> … | --tenant <tenant> | --all [options]",
    discussion: "A VM that does not stop is left running, and not started anew: exit code 2."
  )

  @OptionGroup var targets: VMTargets

  @Option(help: ArgumentHelp("How long the stop may take.", valueName: "seconds"))
  var timeout: Int?

  @Flag(name: .shortAndLong, help: "Do not ask before restarting all.")
  var yes = false

  @Flag(help: "Only say what would be done to each.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    if let timeout, !(1...86_400).contains(timeout) { throw ValidationError("--timeout is 1 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("vm restart", recovering: !dryRun) { rack in
      let names = try targets.resolve(rack)
      if dryRun {
        let verb = PowerVerb.restart(isSweeping: targets.isSweeping)
        return try PowerReport(plans: await rack.planPower(verb, of: names)).put(output)
      }
      if targets.isSweeping, !names.isEmpty { try Question.goOn("\(names.count) VMs would be restarted", yes: yes) }
      try await Each.run(names, atOnce: 2, output) { name in
        if targets.isSweeping, try await !rack.isActive(name) {
          return Done(.leftOff, "\(name) is off and stays off")
        }
        // Before the stop: what could not be started again is left as it is.
        try Gate.judgeStart(rack.find(name).tenant, time: rack.localTime)
        let limit = try rack.stopLimit(of: name, timeout: timeout)
        let stopped = try await VMStop.stop(name, in: rack, within: limit, restarting: true, why.reason)
        _ = try await rack.start(name, reason: why.reason)
        return Done(.restarted, "\(stopped), started")
      }
    }
  }
}
