internal import ArgumentParser
internal import ColocKit

/// `coloc vm stop`.
struct VMStop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Ask VMs to shut down, and wait; never cuts the power.",
    usage: "coloc vm stop <names> … | --tenant <tenant> | --all [options]",
    discussion:
      "Several stop by their order, those of one order together. A VM that still runs when its time is over is left running: exit code 2. coloc vm kill cuts the power."
  )

  @OptionGroup var targets: VMTargets

  @Option(
    help: ArgumentHelp("How long each may take; its own, or the configuration's, when left out.", valueName: "seconds")
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
      let order = try rack.stopOrder(of: names, timeout: timeout)
      if names.count > 1 {
        Terminal.say("\(names.count) are asked to stop: at most \(OutageTable.time(order.longest))")
      }
      try await Each.run(waves: order.waves, atOnce: rack.configuration.stopParallel, output) { name in
        try await Self.ask(name, in: rack, within: try rack.stopLimit(of: name, timeout: timeout), why.reason)
      }
    }
  }

  /// The line about a VM that was stopped, to be started again at once where it is restarting; throws what `ask` throws.
  static func stop(
    _ name: VMName,
    in rack: Rack,
    within limit: Duration,
    restarting: Bool = false,
    _ reason: String?
  ) async throws -> String {
    try await told(name, within: limit) {
      try await rack.stop(name, timeout: limit, reason: reason, restarting: restarting)
    }.words
  }

  /// Asks a VM to stop, and waits. Throws `partly` for one that still runs.
  static func ask(_ name: VMName, in rack: Rack, within limit: Duration, _ reason: String?) async throws -> Done {
    try await told(name, within: limit) { try await rack.stop(name, timeout: limit, reason: reason) }
  }

  /// Runs what stops a VM, and tells how it ended. Throws `partly` for one that still runs.
  static func told(_ name: VMName, within limit: Duration, _ stop: () async throws -> StopOutcome) async throws -> Done
  {
    let outcome: StopOutcome
    do {
      outcome = try await stop()
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
