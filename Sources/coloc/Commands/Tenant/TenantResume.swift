internal import ArgumentParser
internal import ColocKit

/// `coloc tenant resume`.
struct TenantResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Lift a suspension: start exactly the VMs that ran when it began.",
    usage: "coloc tenant resume <name> [options]",
    discussion: """
      What was off then stays off, and may be started again. A VM that cannot start is told, and stays noted: repeat \
      when there is room. After a kill in the middle, the same command goes on.
      """
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Flag(help: "Only say which VMs would be started.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("tenant resume", recovering: !dryRun) { rack in
      if dryRun {
        return TenantPlanReport(plan: try await rack.planResumption(name, reason: why.reason)).put(output)
      }
      let plan = try await rack.resume(name, reason: why.reason)
      if plan.isDone { Terminal.say("\(name) is not suspended") }
      try await Each.run(plan.parts.map(\.vm.name), atOnce: 2, output) { vm in
        switch try await rack.letUp(vm, reason: why.reason) {
        case .started: Done(.started, "\(vm) started")
        case .runsAlready: Done(.runsAlready, "\(vm) runs already")
        case .leftOff: Done(.leftOff, "\(vm) did not run when \(name) was suspended: left as it is")
        }
      }
      guard !plan.isDone else { return }
      try rack.endResumption(name)
      Terminal.say("\(name) is resumed")
    }
  }
}
