internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot create`.
struct SnapshotCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Take a snapshot of a VM: all its disks at one instant, running or not.",
    usage: "coloc snapshot create <vm> [options]",
    discussion: """
      Where the guest's agent answers, its file systems are brought to rest for the instant (quiesced); else the snapshot \
      is as after a power cut (crash). The first one is as large as what the disks hold, later ones as what changed.
      """
  )

  @Argument(help: ArgumentHelp("The VM, or VM@NAME.", valueName: "vm"), transform: typed)
  var target: NewPoint

  @Option(
    help: ArgumentHelp("A name for it; without one it is called by its time.", valueName: "name"),
    transform: typed
  )
  var name: PointName?

  @Option(help: ArgumentHelp("Why it is taken, in a few words.", valueName: "text"))
  var note: String?

  @Flag(help: "Keep it until it is deleted by its name, whatever the policy says.")
  var protect = false

  @Flag(help: "Copy everything, and begin a new chain, also where the old one is gone.")
  var full = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard name == nil || target.name == nil || name == target.name else {
      throw ValidationError("it has one name: VM@NAME or --name")
    }
  }

  func run() async throws {
    let request = PointRequest(
      vm: target.vm,
      name: name ?? target.name,
      note: note,
      protected: protect,
      isAnew: full
    )
    try await Session.with("snapshot create") { rack in
      let item = try await rack.takePoint(request, reason: why.reason)
      output.put([item.json], names: [item.reference]) { PointWords.taken(item) + "\n" }
    }
  }
}
