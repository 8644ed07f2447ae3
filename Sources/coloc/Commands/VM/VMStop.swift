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

  @Flag(help: "Only say which VMs would be asked.")
  var dryRun = false

  @OptionGroup var why: ReasonOption

  func validate() throws {
    if let timeout, !(1...86_400).contains(timeout) { throw ValidationError("--timeout is 1 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("vm stop", recovering: !dryRun) { rack in
      let names = try targets.resolve(rack)
      if dryRun { return names.forEach { Terminal.put("\($0)\n") } }
      if targets.isSweeping, !names.isEmpty { try Question.goOn("\(names.count) VMs would be asked to stop", yes: yes) }
      let limit = Duration.seconds(timeout ?? rack.configuration.stopTimeout)
      try await Each.run(names, atOnce: rack.configuration.stopParallel) { name in
        try await Self.stop(name, in: rack, within: limit, why.reason)
      }
    }
  }

  static func stop(_ name: VMName, in rack: Rack, within limit: Duration, _ reason: String?) async throws -> String {
    try await told(name, within: limit) { try await rack.stop(name, timeout: limit, reason: reason) }
  }

  /// Runs what stops a VM, and tells how it ended. Throws `partly` when the VM still runs.
  static func told(_ name: VMName, within limit: Duration, _ stop: () async throws -> StopOutcome) async throws
    -> String
  {
    let outcome: StopOutcome
    do {
      outcome = try await stop()
    } catch let error as CancellationError {
      Terminal.say("coloc: \(name) was asked to stop and is not asked again; look: coloc vm show \(name)")
      throw error
    }
    switch outcome {
    case .alreadyOff: return "\(name) is off already"
    case .off(let seconds): return "\(name) stopped after \(seconds) s"
    case .stillRunning:
      throw Failure(
        .partly,
        "\(name) still runs after \(limit.components.seconds) s; its power was not cut",
        hints: ["look: coloc vm console \(name)", "cut the power: coloc vm kill \(name) --confirm \(name)"]
      )
    }
  }
}
