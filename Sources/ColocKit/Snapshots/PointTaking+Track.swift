extension PointTaking {
  /// Refuses snapshots and checkpoints of other tools: libvirt keeps no two records of the same writes apart.
  ///
  /// Throws `notPermitted`.
  func refuseForeign() async throws {
    let snapshots = try await host.snapshots(of: vm.uuid)
    let foreign = try await host.checkpoints(of: vm.uuid).filter { !$0.hasPrefix(Point.checkpointPrefix) }
    guard snapshots > 0 || !foreign.isEmpty else { return }
    let list = snapshots > 0 ? "snapshot-list" : "checkpoint-list"
    throw Failure(
      .notPermitted,
      "\(vm.name) has \(snapshots > 0 ? "snapshots" : "checkpoints") that another tool made, beside which coloc takes none",
      hints: ["see: virsh \(list) \(vm.uuid.text)", "coloc doctor names each, and how to remove it"]
    )
  }

  /// Bytes written since the head, by device; nil when all is to be copied, which is said where it was not to be expected.
  ///
  /// Removes checkpoints that are not the head's. Throws `notPermitted` where the points themselves are gone.
  func followed() async throws -> [String: ByteCount]? {
    let names = try await host.checkpoints(of: vm.uuid)
    let head = book.index[book.index.head]
    if request.isAnew {
      try await loseTrack(saying: nil)
      return nil
    }
    // An index that is empty though a point was taken: somebody else's disk is mounted there, or none.
    guard book.index.sequence > 0 || names.isEmpty else { throw directoryGone() }
    guard let checkpoint = head?.checkpoint, let place = names.firstIndex(of: checkpoint) else {
      // Expected where no disk could be followed, or nothing was taken yet.
      try await loseTrack(saying: head?.checkpoint == nil ? nil : Self.lost(vm))
      return nil
    }
    for (number, name) in names.enumerated() where name != checkpoint {
      let isDropped = try await drop(name)
      // One behind the head's has noted what is in no other, and cannot be read.
      guard isDropped || number < place else {
        try await loseTrack(saying: Self.lost(vm))
        return nil
      }
    }
    if let written = try await host.written(since: checkpoint, of: vm.uuid) { return written }
    try await loseTrack(saying: Self.lost(vm))
    return nil
  }

  private static func lost(_ vm: VMRecord) -> String {
    "libvirt lost track of what \(vm.name) wrote, as after a crash of QEMU: all is copied again"
  }

  /// Whether what a checkpoint noted went to the one before it; else libvirt only forgets it.
  private func drop(_ name: String) async throws -> Bool {
    do {
      try await host.deleteCheckpoint(name, of: vm.uuid, onlyNotes: false)
      return true
    } catch let failure as Failure where failure.kind == .unexpected {
      try await host.deleteCheckpoint(name, of: vm.uuid, onlyNotes: true)
      return false
    }
  }

  /// All of coloc's checkpoints go, the last one first: the next point copies everything. Said in a line, or not at all.
  func loseTrack(saying line: String?) async throws {
    for name in try await host.checkpoints(of: vm.uuid).reversed() where name.hasPrefix(Point.checkpointPrefix) {
      _ = try await drop(name)
    }
    if let line { rack.narrator.say(line) }
  }

  private func directoryGone() -> Failure {
    Failure(
      .notPermitted,
      "snapshots of \(vm.name) were taken, and \(book.directory.path) does not have them",
      hints: [
        "mount the disk that they are on",
        "if they are gone for good, begin anew: coloc snapshot create \(vm.name) --full",
      ]
    )
  }
}
