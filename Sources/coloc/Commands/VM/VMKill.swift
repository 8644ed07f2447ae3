internal import ArgumentParser
internal import ColocKit

/// `coloc vm kill`.
struct VMKill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract: "Cut a VM's power at once.",
    usage: "coloc vm kill <name> [options]",
    discussion: "What the guest had not written is lost. coloc vm stop asks it to shut down instead."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Option(help: ArgumentHelp("The VM's name once more.", valueName: "name"))
  var confirm: String?

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("vm kill", recovering: !dryRun) { rack in
      if dryRun { return try PowerReport(plans: await rack.planPower(.kill, of: [name])).put(output) }
      try rack.refuseProtected([rack.find(name).vm], "killed")
      try Question.confirm("cutting the power of \(name)", name: name.description, given: confirm)
      try await Each.run([name], atOnce: 1, output) { name in
        try await rack.kill(name, reason: why.reason)
        return Done(.killed, "\(name) is off")
      }
    }
  }
}
