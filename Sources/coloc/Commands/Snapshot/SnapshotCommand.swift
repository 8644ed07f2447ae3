internal import ArgumentParser

/// `coloc snapshot`.
struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Points of all disks of a VM, and which of them stay.",
    subcommands: [SnapshotSimulate.self]
  )
}
