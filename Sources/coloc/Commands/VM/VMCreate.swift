internal import ArgumentParser
internal import ColocKit

/// What `vm create --show` can print.
enum PlanPart: String, CaseIterable {
  case seed
  case xml
}

/// `coloc vm create`.
struct VMCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a VM for a tenant, start it, and wait until it can be reached.",
    usage: "coloc vm create <name> --tenant <t> --os <os> --memory <m> --disk <d>",
    discussion: """
      Refused without a recorded conversation (77) and past what was agreed (73). Ends with the answer for the tenant, \
      ready to paste. When the wait runs out the VM stays, and the exit code is 2.
      """
  )

  @Argument(help: "The VM's name, its host name too.", transform: typed)
  var name: VMName

  @Option(help: "The tenant it is for.", transform: typed)
  var tenant: TenantName

  @Option(help: "The distribution: debian or alpine.")
  var os: OperatingSystem

  @Option(help: "Its release; the newest image at hand when left out.", transform: typed)
  var release: Release?

  @Option(help: "What starts it, where there are images for both: bios or uefi.")
  var firmware: Firmware?

  @Option(help: "Virtual CPUs.")
  var vcpus: Int = 1

  @Option(help: ArgumentHelp("Memory: 512M, 2G.", valueName: "size"), transform: typed)
  var memory: ByteCount

  @Option(help: ArgumentHelp("Disk: 20G.", valueName: "size"), transform: typed)
  var disk: ByteCount

  @Option(help: "The account that the tenant's keys open; the distribution's own when left out.", transform: typed)
  var login: LoginName?

  @Flag(help: "Only say what would be done; needs no image at hand.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("With --dry-run, print what is rendered: seed, xml, or seed,xml.", valueName: "parts"),
    transform: PlanPart.list
  )
  var show: [PlanPart] = []

  @Flag(help: "Return as soon as it runs.")
  var noWait = false

  @Option(help: ArgumentHelp("How long to wait until it is ready.", valueName: "seconds"))
  var timeout: Int = 600

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard (1...512).contains(vcpus) else { throw ValidationError("--vcpus is 1 to 512") }
    guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout is 1 to 86400 seconds") }
    guard dryRun || show.isEmpty else { throw ValidationError("--show goes with --dry-run") }
  }

  private var request: CreateRequest {
    CreateRequest(
      name: name,
      tenant: tenant,
      os: os,
      release: release,
      firmware: firmware,
      vcpus: vcpus,
      memory: memory,
      disk: disk,
      login: login,
      reason: why.reason
    )
  }

  func run() async throws {
    try await Session.with("vm create", recovering: !dryRun) { rack in
      if dryRun { return CreateReport(plan: try await rack.plan(request), parts: show).put(output) }
      let plan = try await rack.create(request)
      if noWait { return try leave(plan, rack) }
      let report = try await wait(rack)
      guard let stuck = report.stuck else { return try finish(plan, rack) }
      // The answer for the tenant says that it is ready: not now. A program gets what was asked for all the same.
      if output.isJSON || output.quiet { try finish(plan, rack) }
      throw WaitFailure.partly(name, stuck, report, command: "vm wait \(name) --for ready")
    }
  }

  /// Ctrl-C ends only the waiting: the VM is there and runs.
  private func wait(_ rack: Rack) async throws -> ReadinessReport {
    do {
      return try await rack.wait(for: name, until: .ready, timeout: .seconds(timeout), isNew: true)
    } catch let failure as Failure {
      throw Failure(
        .partly,
        "\(name) is created; waiting for it ended: \(failure.message)",
        hint: "wait again: coloc vm wait \(name) --for ready"
      )
    } catch let error as CancellationError {
      Terminal.say("coloc: \(name) is created and runs; wait for it again: coloc vm wait \(name) --for ready")
      throw error
    }
  }

  /// It runs, and nobody knows yet whether it is ready: the answer for the tenant comes later.
  private func leave(_ plan: CreatePlan, _ rack: Rack) throws {
    if output.isJSON || output.quiet { return try finish(plan, rack) }
    Terminal.say("\(name) runs; wait for it: coloc vm wait \(name) --for ready")
    Terminal.say("then the answer for the tenant: coloc vm welcome \(name)")
  }

  private func finish(_ plan: CreatePlan, _ rack: Rack) throws {
    let (tenant, vm) = try rack.find(name)
    output.put([VMListing.managed(tenant.name, vm, .running).json], names: [name.description]) {
      (try? rack.welcome(vm, for: tenant)) ?? ""
    }
  }
}

extension PlanPart {
  @Sendable static func list(_ text: String) throws -> [PlanPart] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let known = PlanPart(rawValue: String(part)) else {
        throw ValidationError("'\(Printable.clean(String(part)))' is none of seed, xml")
      }
      return known
    }
  }
}
