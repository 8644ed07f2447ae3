internal import ArgumentParser
internal import ColocKit

/// `coloc vm stop`.
struct VMStop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Ask VMs to shut down, and wait; never cuts the power.",
    usage: "coloc vm stop <names> … | --tenant <tenant> | --all [options]",
    discussion: "A VM that still runs when the time is over is left running: exit code 2. coloc vm kill cuts the power."
  )

  @OptionGroup var targets: VMTargets

  @Option(
    help: ArgumentHelp("How long each may take; the configuration's stop.timeout when left out.", valueName: "seconds")
  )
  var timeout: Int?

  @Flag(name: .shortAndLong, help: "Do not ask before stopping all.")
  var yes = false

  @Flag(help: "Only say what would be done to each.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    if let timeout, !(1...86_400).contains(timeout) { throw ValidationError("--timeout is 1 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("vm stop", recovering: !dryRun) { rack in
      let names = try targets.resolve(rack)
      if dryRun { return try PowerReport(plans: await rack.planPower(.stop, of: names)).put(output) }
      if targets.isSweeping, !names.isEmpty { try Question.goOn("\(names.count) VMs would be asked to stop", yes: yes) }
      let limit = Duration.seconds(timeout ?? rack.configuration.stopTimeout)
      try await Each.run(names, atOnce: rack.configuration.stopParallel, output) { name in
        try await Self.ask(name, in: rack, within: limit, why.reason)
      }
    }
  }

  /// The line about a VM that was stopped; throws what `ask` throws.
  static func stop(_ name: VMName, in rack: Rack, within limit: Duration, _ reason: String?) async throws -> String {
    try await ask(name, in: rack, within: limit, reason).words
  }

  /// Asks a VM to stop, and waits. Throws `partly` for one that still runs.
  static func ask(_ name: VMName, in rack: Rack, within limit: Duration, _ reason: String?) async throws -> Done {
    let outcome: StopOutcome
    do {
      outcome = try await rack.stop(name, timeout: limit, reason: reason)
    } catch let error as CancellationError {
      Terminal.say("coloc: \(name) was asked to stop and is not asked again; look: coloc vm show \(name)")
      throw error
    }
    switch outcome {
    case .alreadyOff: return Done(.offAlready, "\(name) is off already")
    case .off(let seconds): return Done(.stopped, "\(name) stopped after \(seconds) s")
    case .stillRunning:
      throw Failure(
        .partly,
        "\(name) still runs after \(limit.components.seconds) s; its power was not cut",
        hints: ["look: coloc vm console \(name)", "cut the power: coloc vm kill \(name) --confirm \(name)"]
      )
    }
  }
}
