internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot delete`.
struct SnapshotDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a snapshot for good; the others read as before.",
    usage: "coloc snapshot delete <snapshot> [options]",
    discussion: "The newest one stays until the next is taken, which builds on it."
  )

  @Argument(help: "The snapshot, as VM@NAME.", transform: typed)
  var snapshot: PointReference

  @Option(help: ArgumentHelp("Of a protected one: the same once more.", valueName: "snapshot"))
  var confirm: String?

  @Flag(help: "Only say what would go.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("snapshot delete", recovering: !dryRun) { rack in
      let isMeant = confirm == snapshot.description
      guard confirm == nil || isMeant else {
        throw Failure(.usage, "--confirm names another one than \(snapshot)")
      }
      if dryRun {
        let item = try rack.planDeletePoint(snapshot, protected: isMeant)
        return output.put([item.json], names: [item.reference]) {
          "would delete \(item.reference), \(item.point.size.approximate)\n"
        }
      }
      let (item, isGone) = try await rack.deletePoint(snapshot, protected: isMeant, reason: why.reason)
      output.put([item.json], names: [item.reference]) {
        isGone
          ? "\(item.reference) is deleted\n"
          : "\(item.reference) is hidden; its file goes when only one of those that build on it is left\n"
      }
    }
  }
}
