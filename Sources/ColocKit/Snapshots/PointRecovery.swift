/// Ends what an interrupted command left of one VM's points: the guest thawed first, then the half-made point undone,
/// half-removed ones removed. Every step can be repeated; on nothing it does nothing and asks nobody.
///
/// The caller holds the lock of the VM's points.
struct PointRecovery {
  let rack: Rack
  let vm: VMRecord
  let book: PointBook

  private var host: any Hypervisor { rack.host }

  /// Does all of it; a line for each thing that was done. Throws what could not be done, the rest being done.
  func run() async throws -> [String] {
    var lines: [String] = []
    if book.index.taking != nil || book.index.isOwingHost { lines += try await undo() }
    try dropStrays()
    lines += try await PointRemoval(rack: rack, vm: vm, book: book).goOn()
    return lines
  }

  private func undo() async throws -> [String] {
    var lines: [String] = []
    var fault: (any Error)?
    let state = try await host.machine(vm.uuid)?.state
    do {
      if try await thaw(state) { lines.append("\(vm.name) was thawed") }
    } catch {
      fault = error
    }
    if let taking = book.index.taking {
      if state?.isActive == true { try await drop(taking) }
      try book.directory.remove(taking.files.flatMap { [Point.part($0), $0] })
      try book.change { $0.taking = nil }
      lines.append("\(vm.name)@\(taking.label) was not taken: nothing of it is left")
    }
    if book.index.isHeld {
      // One that somebody let go is a running VM by now.
      if state == .paused { try await host.endHeld(vm.uuid) }
      try book.change { $0.isHeld = false }
    }
    if let fault { throw fault }
    return lines
  }

  /// Whether a thaw was owed and is paid. What was off since has nothing frozen.
  private func thaw(_ state: MachineState?) async throws -> Bool {
    guard book.index.thawOwed else { return false }
    let isActive = state?.isActive == true
    do {
      if isActive { try await host.thaw(vm.uuid) }
    } catch let failure as Failure where failure.kind != .outcomeUnknown {
      throw Failure(
        .partly,
        "\(vm.name) may be frozen since a snapshot was interrupted, and cannot be thawed now: \(failure.message)",
        hints: ["inside it: fsfreeze -u on each file system", "or: coloc vm kill \(vm.name), then start it"]
      )
    }
    try book.change { $0.thawOwed = false }
    return isActive
  }

  /// The job of a point that nobody waits for, and its checkpoint: what it noted goes back to the one before.
  private func drop(_ taking: Point) async throws {
    if case .running = try await host.backupJob(of: vm.uuid) {
      try await host.abortBackup(of: vm.uuid)
      try await waitUntilIdle()
    }
    guard let checkpoint = taking.checkpoint, checkpoint != book.index[book.index.head]?.checkpoint,
      try await host.checkpoints(of: vm.uuid).contains(checkpoint)
    else { return }
    do {
      try await host.deleteCheckpoint(checkpoint, of: vm.uuid, onlyNotes: false)
    } catch let failure as Failure where failure.kind == .unexpected {
      // libvirt cannot merge it: the next point finds it, and copies everything.
    }
  }

  private func waitUntilIdle() async throws {
    let deadline = rack.time.uptime() + .seconds(60)
    while case .running = try await host.backupJob(of: vm.uuid) {
      guard rack.time.uptime() < deadline else {
        throw Failure(.busy, "libvirt does not end the copy of \(vm.name)", hint: "repeat in a minute")
      }
      try await rack.time.sleep(.milliseconds(100))
    }
  }

  /// Files that were being written by whoever died before the index had them.
  private func dropStrays() throws {
    let strays = try book.directory.names().filter { $0.hasSuffix(".part") }
    if !strays.isEmpty { try book.directory.remove(strays) }
  }
}

extension Recovery {
  /// Ends what was under way with a VM's points, with their lock held.
  func endPoints(_ live: LiveIntent) async throws -> RecoveryStep {
    // The record as it is now: its name may have changed since.
    guard let vm = try record(of: live.intent) ?? live.intent.vm else { return try drop(live) }
    guard try rack.points(of: vm) != nil else { return try finish(live, "has its snapshots whole") }
    let isForward = live.intent.action == .removePoint
    let lines = try await PointRecovery(rack: rack, vm: vm, book: rack.pointBook(of: vm)).run()
    try rack.state.intents.finish(live)
    let words =
      lines.isEmpty ? "has its snapshots whole" : "has its snapshots whole again: \(lines.joined(separator: ", "))"
    return step(live.intent, isForward || lines.isEmpty ? .finished : .undone, words)
  }
}
