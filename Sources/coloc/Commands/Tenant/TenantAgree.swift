internal import ArgumentParser
internal import ColocKit

/// `coloc tenant agree`.
struct TenantAgree: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree",
    abstract: "Record what was agreed: totals over all VMs of the tenant.",
    usage: "coloc tenant agree <name> --vms N --vcpus N --memory SIZE --disk SIZE",
    discussion: """
      Replaces the agreement before whole, and rests on a conversation not older than the one before. After coloc \
      tenant refuse it rests on a later conversation, and lifts the refusal.
      """
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Option(help: "How many VMs.")
  var vms: Int

  @Option(help: "How many virtual CPUs over all VMs.")
  var vcpus: Int

  @Option(help: ArgumentHelp("Memory over all VMs: 512M, 4G.", valueName: "size"), transform: typed)
  var memory: ByteCount

  @Option(help: ArgumentHelp("Disk over all VMs: 60G.", valueName: "size"), transform: typed)
  var disk: ByteCount

  @Option(
    help: ArgumentHelp("A name under which a site may be published; again for more.", valueName: "name"),
    transform: typed
  )
  var site: [SiteName] = []

  @Flag(help: "The owner has an account inside the VMs.")
  var ownerAccess = false

  @Option(
    help: ArgumentHelp("The conversation it rests on (c1, c2, …); the latest when left out.", valueName: "id"),
    transform: typed
  )
  var conversation: ConversationID?

  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard (0...1000).contains(vms), (0...10_000).contains(vcpus) else {
      throw ValidationError("--vms is 0 to 1000, --vcpus 0 to 10000")
    }
    guard Set(site).count == site.count else { throw ValidationError("a --site is named twice") }
  }

  func run() async throws {
    try await Session.with("tenant agree") { rack in
      let limit = Demand(vms: vms, vcpus: vcpus, memory: memory, disk: disk)
      let wasRefused = try rack.tenant(name).refused != nil
      let agreement = try rack.agree(
        name,
        AgreementRequest(limit: limit, sites: site, ownerAccess: ownerAccess, conversation: conversation),
        reason: why.reason
      )
      Terminal.say("agreed with \(name) on \(agreement.conversation): \(agreement.limit.words)")
      if wasRefused { Terminal.say("that it was refused is lifted") }
      let used = Demand(of: try rack.tenant(name).vms)
      if used.vms > vms || used.vcpus > vcpus || used.memory > memory || used.disk > disk {
        Terminal.say("it uses more than that already: \(used.words)")
      }
    }
  }
}
