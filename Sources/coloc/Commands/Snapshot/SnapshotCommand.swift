internal import ArgumentParser

/// `coloc snapshot`.
struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Moments of a VM's disks: take, look, delete, and which of them stay.",
    subcommands: [
      SnapshotCreate.self, SnapshotList.self, SnapshotShow.self, SnapshotDelete.self, SnapshotPrune.self,
      SnapshotRun.self, SnapshotSimulate.self,
    ]
  )
}
