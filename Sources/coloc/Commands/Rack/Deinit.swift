internal import ArgumentParser
internal import ColocKit

/// `coloc deinit`.
struct Deinit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deinit",
    abstract: "Remove a rack: its pool, network, filters, images and all its state.",
    usage: "coloc deinit [options]",
    discussion:
      "Refused while it has VMs, unless --purge-vms destroys them for good. Nothing of another rack is touched."
  )

  @Option(help: ArgumentHelp("The rack's UUID (coloc status shows it).", valueName: "uuid"))
  var confirm: String?

  @Flag(help: "Destroy the rack's VMs with it, the trash too.")
  var purgeVms = false

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard dryRun || !(output.isJSON || output.quiet) else {
      throw ValidationError("--format, --json and --quiet go with --dry-run")
    }
  }

  func run() async throws {
    try await Session.with("deinit", recovering: !dryRun) { rack in
      if dryRun { return try await report(rack).put(output) }
      let uuid = rack.configuration.rack.text
      try Question.confirm("removing rack \(uuid)", name: uuid, given: confirm)
      for line in try await rack.dismantle(purgingVMs: purgeVms) { Terminal.say(line) }
      PointsDirectory.remove(rack.configuration.points)
      Terminal.say("rack \(uuid) is gone")
    }
  }

  private func report(_ rack: Rack) async throws -> DeinitReport {
    var refusal: Failure?
    do { try rack.judgeDismantling(purgingVMs: purgeVms) } catch let failure as Failure { refusal = failure }
    return DeinitReport(
      configuration: rack.configuration,
      vms: try await rack.inventory().items,
      trash: try rack.remains().trash,
      images: try rack.state.images.all(),
      tenants: try rack.state.manifests.all().tenants.map(\.name),
      refusal: refusal
    )
  }
}
