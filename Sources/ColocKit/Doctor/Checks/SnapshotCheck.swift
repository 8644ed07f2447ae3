/// Snapshots and checkpoints that coloc did not make: they stand in the way of its own.
struct SnapshotCheck: Check {
  static let codes: [FindingCode] = [.snapshotForeign]

  /// What coloc's own checkpoints begin with.
  static let prefix = "coloc-"

  let vm: VMRecord
  let domain: DomainFacts

  var findings: [Finding] {
    let name = vm.name.description
    let snapshots = domain.snapshots.map { snapshot in
      Finding(
        .snapshotForeign,
        name,
        "snapshot \(snapshot) was made by another tool",
        cure: "virsh snapshot-delete \(vm.uuid.text) \(ShellWord.quoted(snapshot))"
      )
    }
    let checkpoints = domain.checkpoints.filter { !$0.hasPrefix(Self.prefix) }.map { checkpoint in
      Finding(
        .snapshotForeign,
        name,
        "checkpoint \(checkpoint) was made by another tool",
        cure: "virsh checkpoint-delete \(vm.uuid.text) \(ShellWord.quoted(checkpoint))"
      )
    }
    return snapshots + checkpoints
  }
}
