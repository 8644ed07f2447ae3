internal import ArgumentParser
internal import ColocKit

/// `coloc vm start`.
struct VMStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Start VMs, or let paused ones go on.",
    usage: "coloc vm start <names> … | --tenant <tenant> | --all"
  )

  @OptionGroup var targets: VMTargets
  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("vm start") { rack in
      if let tenant = targets.tenant { try Gate.judgeStart(rack.tenant(tenant), time: rack.localTime) }
      try await Each.run(try targets.resolve(rack), atOnce: 2, output) { name in
        if targets.all, try rack.find(name).tenant.staysDown {
          return Done(.leftOff, "\(name) stays down: its tenant is suspended")
        }
        let started = try await rack.start(name, reason: why.reason)
        return started ? Done(.started, "\(name) started") : Done(.runsAlready, "\(name) runs already")
      }
    }
  }
}
