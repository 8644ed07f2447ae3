internal import ArgumentParser
internal import ColocKit

/// `coloc tenant refuse`.
struct TenantRefuse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse",
    abstract: "Record that a tenant gets nothing; what was said is kept.",
    usage: "coloc tenant refuse <name> --reason <text> [options]",
    discussion: """
      Nothing is provisioned for it any more, nothing comes back from its trash (77). Conversations stay until coloc \
      tenant remove. An agreement (coloc tenant agree) that rests on a conversation after the refusal replaces it. A \
      tenant with VMs is not refused (77): suspend it, or let the VMs go.
      """
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Flag(help: "Only say what would be recorded.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: StatedReason

  func run() async throws {
    try await Session.with("tenant refuse", recovering: !dryRun) { rack in
      if dryRun { return TenantPlanReport(plan: try rack.planRefusal(name, reason: why.reason)).put(output) }
      _ = try await rack.refuse(name, reason: why.reason)
      let words = "\(name) is refused; what was said is kept until coloc tenant remove \(name)"
      Done(.refused, words).put(name.description, output)
    }
  }
}
