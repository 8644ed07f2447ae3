internal import ArgumentParser
internal import ColocKit

/// `coloc vm wait`.
struct VMWait: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until a VM has come so far: running, address, ssh, agent, ready, off.",
    discussion: "Says each stage as it is reached. Exit code 69 when the time is over, with the stage that is stuck."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Option(name: .customLong("for"), help: ArgumentHelp("What to wait for.", valueName: "goal"))
  var goal: Goal = .ssh

  @Option(help: ArgumentHelp("How long.", valueName: "seconds"))
  var timeout: Int = 300

  func validate() throws {
    guard (0...86_400).contains(timeout) else { throw ValidationError("--timeout is 0 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("vm wait") { rack in
      let report = try await rack.wait(for: name, until: goal, timeout: .seconds(timeout))
      if let stuck = report.stuck { throw WaitFailure.ranOut(name, stuck, report) }
    }
  }
}
