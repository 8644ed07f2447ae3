internal import Foundation

extension PointTaking {
  /// The one instant: the guest at rest where its agent answers, the backup begun, the guest let go whatever happened.
  ///
  /// The VM's lock is held so long, unless its caller holds it: nobody stops the VM between the freeze and the thaw. Gives
  /// back the point with the level it has; nil when libvirt lost track of what was written.
  func instant(_ point: Point, _ form: PointForm, _ level: PointLevel?) async throws -> Point? {
    let taking = self
    // Ctrl-C is heard before and behind, never in between.
    try Task.checkCancellation()
    let body: @Sendable () async throws -> Point? = { try await taking.instantLocked(point, form, level) }
    let run = { try await Task { try await body() }.value }
    return level == .off ? try await run() : try await rack.holding(.vm(vm.name)) { try await run() }
  }

  private func instantLocked(_ point: Point, _ form: PointForm, _ level: PointLevel?) async throws -> Point? {
    guard case .idle = try await host.backupJob(of: vm.uuid) else {
      throw Failure(.busy, "libvirt is at another job of \(vm.name)", hint: "see: virsh domjobinfo \(vm.uuid.text)")
    }
    var point = point
    if level == nil { point.level = try await freeze() ? .quiesced : .crash }
    let start = await result { try await host.beginBackup(of: vm.uuid, backup(of: point, form)) }
    if book.index.thawOwed { await thaw() }
    guard case .begun = try start.get() else { return nil }
    return point
  }

  /// Whether every file system is at rest. The thaw is owed on the disk before.
  private func freeze() async throws -> Bool {
    guard try await host.agentAnswers(vm.uuid) else {
      rack.narrator.say("the agent of \(vm.name) does not answer: the snapshot is as after a power cut")
      return false
    }
    try book.change { $0.thawOwed = true }
    do {
      return try await host.freeze(vm.uuid) > 0
    } catch let failure as Failure {
      rack.narrator.say(
        "\(vm.name) could not be brought to rest (\(failure.message)): the snapshot is as after a power cut"
      )
      return false
    }
  }

  /// Lets the guest go; one that cannot be stays owed.
  func thaw() async {
    for _ in 0..<3 {
      if (try? await host.thaw(vm.uuid)) != nil, (try? book.change({ $0.thawOwed = false })) != nil { return }
      try? await rack.time.sleep(.seconds(1))
    }
    rack.narrator.say("\(vm.name) could not be thawed: its guest may be frozen")
  }

  private func backup(of point: Point, _ form: PointForm) -> BackupRequest {
    let since = book.index[point.parent]?.checkpoint
    let followed = form.disks.filter(\.isFollowed).map(\.target)
    return BackupRequest(
      disks: point.disks.map { disk in
        let file = book.directory.path(of: Point.part(point.file(disk.target)))
        return BackupRequest.Disk(target: disk.target, file: file, since: disk.isWhole ? nil : since)
      },
      others: form.others,
      checkpoint: point.checkpoint,
      followed: followed
    )
  }

  private func result<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
