internal import ArgumentParser
internal import ColocKit

/// `coloc vm adopt`.
struct VMAdopt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Take an existing libvirt domain in as it is, running or not.",
    usage: "coloc vm adopt <domain> --tenant <tenant> [options]",
    discussion: """
      Nothing of it is changed or restarted; only coloc's mark, ids alone, is written into its metadata. The agreement \
      is judged as for a new VM. What differs from coloc's own VMs is listed with the command that would change it. Its \
      disks are never deleted. Repeat it to say what was not known: --address, --login, --os, --release.
      """
  )

  @Argument(help: ArgumentHelp("The domain's name in libvirt.", valueName: "domain"))
  var name: String

  @Option(help: "The tenant it is for.", transform: typed)
  var tenant: TenantName

  @Option(help: "The distribution inside; what its metadata says when left out.")
  var os: OperatingSystem?

  @Option(help: "Its release.", transform: typed)
  var release: Release?

  @Option(help: "The account that is used inside.", transform: typed)
  var login: LoginName?

  @Option(help: ArgumentHelp("The IPv4 address that it has.", valueName: "ipv4"), transform: typed)
  var address: IPv4Address?

  @Flag(help: "Only say what would be recorded and what differs.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    let request = AdoptRequest(
      name: try AdoptRequest.name(ofDomain: name),
      tenant: tenant,
      os: os,
      release: release,
      login: login,
      ipv4: address,
      reason: why.reason
    )
    try await Session.with("vm adopt", recovering: !dryRun) { rack in
      if dryRun { return AdoptReport(plan: try await rack.planAdopt(request), isDone: false).put(output) }
      let plan = try await rack.adopt(request)
      AdoptReport(plan: plan, isDone: true).put(output)
      let what = plan.isAmendment ? "what you said of it is recorded" : "it was not touched otherwise"
      Terminal.say("\(plan.vm.name) is \(plan.tenant.name)'s; \(what)")
    }
  }
}
