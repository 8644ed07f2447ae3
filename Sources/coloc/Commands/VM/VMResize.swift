internal import ArgumentParser
internal import ColocKit

/// `coloc vm resize`.
struct VMResize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resize",
    abstract: "Give a VM more or less memory and processors, or a larger disk.",
    usage: "coloc vm resize <name> [--memory <m>] [--vcpus <n>] [--disk <d>]",
    discussion: """
      A disk grows at once and is never shrunk; processors come at once where the VM has sockets for them; memory comes \
      with the next start. Refused past what was agreed (73). MAC address and UUID stay.
      """
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Option(help: ArgumentHelp("Memory: 512M, 2G.", valueName: "size"), transform: typed)
  var memory: ByteCount?

  @Option(help: "Virtual CPUs.")
  var vcpus: Int?

  @Option(help: ArgumentHelp("Disk, as large as now or larger: 40G.", valueName: "size"), transform: typed)
  var disk: ByteCount?

  @Flag(help: "Only say what would change, and when.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard memory != nil || vcpus != nil || disk != nil else {
      throw ValidationError("say what to change: --memory, --vcpus, --disk")
    }
    if let vcpus, !(1...512).contains(vcpus) { throw ValidationError("--vcpus is 1 to 512") }
    guard memory != .zero else { throw ValidationError("--memory is more than nothing") }
  }

  private var request: ResizeRequest {
    var request = ResizeRequest(name)
    request.memory = memory
    request.vcpus = vcpus
    request.disk = disk
    request.reason = why.reason
    return request
  }

  func run() async throws {
    try await Session.with("vm resize", recovering: !dryRun) { rack in
      if dryRun { return put(try await rack.planResize(request)) { ResizeReport($0).plan } }
      let result = try await rack.resize(request)
      let report = ResizeReport(result.plan, guestMustSwitchOn: result.guestMustSwitchOn)
      put(result.plan) { _ in "" }
      for line in report.words { Terminal.say(line) }
    }
  }

  private func put(_ plan: ResizePlan, table: (ResizePlan) -> String) {
    output.put([plan.json], names: [name.description]) { table(plan) }
  }
}
