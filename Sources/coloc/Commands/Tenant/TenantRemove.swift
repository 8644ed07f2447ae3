internal import ArgumentParser
internal import ColocKit

/// `coloc tenant remove`.
struct TenantRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Forget a tenant: every personal datum of it, for good.",
    usage: "coloc tenant remove <name> --confirm <name> [options]",
    discussion: """
      Refused while it has VMs (77), those in the trash too, unless --purge-vms destroys them; protected ones refuse \
      all the same. The audit log keeps names of objects and the reasons that you typed, nothing else. After a kill in \
      the middle, the same command goes on.
      """
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Option(help: ArgumentHelp("The tenant's name once more.", valueName: "name"))
  var confirm: String?

  @Flag(help: "Destroy its VMs with it for good, the trash too.")
  var purgeVms = false

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("tenant remove", recovering: !dryRun) { rack in
      if !dryRun, try rack.endRemoval(of: name, reason: why.reason) {
        let words = "\(name) is gone: its removal had been cut off at the end"
        return Done(.removed, words).put(name.description, output)
      }
      let plan = try await rack.planRemoval(name, purgingVMs: purgeVms, reason: why.reason)
      if dryRun { return TenantPlanReport(plan: plan).put(output) }
      for part in plan.parts { Terminal.say("\(part.vm.name) (\(TenantPlanReport.words(for: part)))") }
      let vms = plan.parts.isEmpty ? "" : " and destroying \(plan.parts.count) VMs"
      try Question.confirm("forgetting tenant \(name)\(vms)", name: name.description, given: confirm)
      try await rack.remove(name, purgingVMs: purgeVms, reason: why.reason)
      Done(.removed, "\(name) is gone; the audit log keeps its name").put(name.description, output)
    }
  }
}
