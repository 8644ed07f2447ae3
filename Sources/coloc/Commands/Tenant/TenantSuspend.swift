internal import ArgumentParser
internal import ColocKit

/// `coloc tenant suspend`.
struct TenantSuspend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend",
    abstract: "Stop a tenant's VMs gracefully and keep them stopped, through boots too.",
    usage: "coloc tenant suspend <name> --reason <text> [options]",
    discussion: """
      Until coloc tenant resume none of its VMs starts, and it gets no new one (77). A VM that does not stop in time \
      is left running, its power not cut: exit code 2; repeat, or coloc vm kill it. Repeating adds \
      what runs meanwhile to what resume will start.
      """
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Option(
    help: ArgumentHelp("How long each may take; the configuration's stop.timeout when left out.", valueName: "seconds")
  )
  var timeout: Int?

  @Flag(help: "Only say which VMs would be asked.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: StatedReason

  func validate() throws {
    if let timeout, !(1...86_400).contains(timeout) { throw ValidationError("--timeout is 1 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("tenant suspend", recovering: !dryRun) { rack in
      if dryRun {
        return TenantPlanReport(plan: try await rack.planSuspension(name, reason: why.reason)).put(output)
      }
      let plan = try await rack.suspend(name, reason: why.reason)
      Terminal.say("\(name) is suspended: nothing of it starts until coloc tenant resume \(name)")
      let order = try rack.stopOrder(of: plan.parts.map(\.vm.name), timeout: timeout)
      try await Each.run(waves: order.waves, atOnce: rack.configuration.stopParallel, output) { vm in
        let limit = try rack.stopLimit(of: vm, timeout: timeout)
        return try await VMStop.told(vm, within: limit) {
          try await rack.keepDown(vm, timeout: limit, reason: why.reason)
        }
      }
    }
  }
}
