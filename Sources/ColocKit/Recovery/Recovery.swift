internal import Foundation

/// Finishes or undoes what a kill, a power cut or a lost connection left half-done.
///
/// Creation and restore are undone before the manifest has the VM and finished after; deletion, purge and resize only go
/// forward. Every step can be repeated; nothing is touched that does not carry this rack's mark.
public struct Recovery: Sendable {
  let rack: Rack

  /// Makes the recovery of a rack.
  public init(_ rack: Rack) { self.rack = rack }

  /// Everything that `coloc recover` does: `endInterrupted`, then `reconcile`. Throws only what ends a command.
  public func run() async throws -> RecoveryReport {
    var report = RecoveryReport()
    // What cannot be ended yet holds up nothing else.
    for part in [endInterrupted, reconcile] {
      do { report.add(try await part()) } catch let failure as Failure { report.add(failure) }
    }
    return report
  }

  /// Ends every interrupted operation; a step for each says what became of it. Quick when there is none.
  ///
  /// One that cannot be ended holds up no other: it stays for the next time. Throws only what ends a command.
  public func endInterrupted() async throws -> RecoveryReport {
    var report = RecoveryReport()
    let interrupted = try rack.state.intents.interrupted()
    try await report.add(interrupted.intents) { [try await endAlone($0)] }
    for unreadable in interrupted.unreadable { report.add(unreadable.failure) }
    return report
  }

  /// The same with the object's lock held: another command may be at work on it by now.
  private func endAlone(_ live: LiveIntent) async throws -> RecoveryStep {
    if live.intent.action.isOfPoints, let vm = live.intent.vm {
      return try await rack.holding(.points(vm.name)) { try await end(live) }
    }
    if let vm = live.intent.vm { return try await rack.holding(.vm(vm.name)) { try await end(live) } }
    return try await rack.holding(.imports) { try await end(live) }
  }

  private func end(_ live: LiveIntent) async throws -> RecoveryStep {
    let intent = live.intent
    guard intent.rack == rack.configuration.rack else {
      return step(intent, .leftAlone, "belongs to another rack: left alone")
    }
    switch intent.action {
    case .create: return try await endCreation(live)
    case .delete: return try await endDeletion(live)
    case .restore: return try await endRestore(live)
    case .purge: return try await endPurge(live)
    case .image: return try await endImage(live)
    case .start: return try drop(live)
    case .resize: return try await endResize(live)
    case .edit: return try await endEdit(live)
    case .adopt: return try await endAdoption(live)
    case .takePoint, .removePoint: return try await endPoints(live)
    }
  }

  /// Finishes a creation whose manifest has the VM, undoes any other; `leavingOpen` keeps the intent of an undone one.
  func endCreation(_ live: LiveIntent, leavingOpen: Bool = false) async throws -> RecoveryStep {
    guard let vm = live.intent.vm else { return try drop(live) }
    guard try rack.isRecorded(live.intent) else {
      try await undoCreation(live)
      if !leavingOpen { try rack.state.intents.finish(live) }
      return step(live.intent, .undone, "was undone, nothing of it is left")
    }
    try await rack.ensureDefined(vm)
    return try finish(live, "is whole")
  }

  /// Removes everything that a creation may have made.
  func undoCreation(_ live: LiveIntent) async throws {
    guard let vm = live.intent.vm else { return }
    if try await rack.isDefined(vm) {
      try await rack.host.kill(vm.uuid)
      try await rack.host.undefine(vm.uuid, keepingNVRAM: false)
    }
    try await rack.release(vm)
    for volume in vm.volumes { try await rack.host.deleteVolume(volume, in: vm.pool) }
  }

  private func endDeletion(_ live: LiveIntent) async throws -> RecoveryStep {
    guard let vm = live.intent.vm, let tenant = live.intent.tenant else { return try drop(live) }
    guard let tombstone = try rack.state.tombstones.read(vm.uuid) else {
      // Of one that goes at once the tombstone went last, behind the manifest's entry.
      let isGone = try !rack.isRecorded(live.intent)
      return isGone ? try finish(live, "is gone for good") : try drop(live)
    }
    if vm.adoption != nil { try await markAgain(vm, of: tenant) }
    try await rack.finishDeletion(of: vm, tenant: tenant)
    if tombstone.purging { try await rack.finishPurge(of: tombstone) }
    return try finish(live, tombstone.purging ? "is gone for good" : "is in the trash")
  }

  /// Finishes a restore whose manifest has the VM, undoes any other; `leavingOpen` keeps the intent of an undone one.
  func endRestore(_ live: LiveIntent, leavingOpen: Bool = false) async throws -> RecoveryStep {
    guard let vm = live.intent.vm else { return try drop(live) }
    guard try rack.isRecorded(live.intent) else {
      try await undoRestore(live)
      if !leavingOpen { try rack.state.intents.finish(live) }
      return step(live.intent, .undone, "is still in the trash")
    }
    if vm.adoption != nil, let tenant = live.intent.tenant { try await markAgain(vm, of: tenant) }
    try await rack.finishRestore(of: vm)
    return try finish(live, "is back, shut off")
  }

  /// Removes everything that a restore may have made; disks and tombstone stay.
  func undoRestore(_ live: LiveIntent) async throws {
    guard let vm = live.intent.vm else { return }
    if try await rack.isDefined(vm) {
      try await rack.host.kill(vm.uuid)
      try await rack.host.undefine(vm.uuid, keepingNVRAM: true)
    }
    try await rack.release(vm)
  }

  private func endPurge(_ live: LiveIntent) async throws -> RecoveryStep {
    guard let vm = live.intent.vm else { return try drop(live) }
    if let tombstone = try rack.state.tombstones.read(vm.uuid) {
      guard tombstone.purging else { return try drop(live, "is still in the trash") }
      try await rack.finishPurge(of: tombstone)
    }
    return try finish(live, "is gone for good")
  }

  /// Removes an image that no record has; `leavingOpen` keeps the intent of an undone one.
  func endImage(_ live: LiveIntent, leavingOpen: Bool = false) async throws -> RecoveryStep {
    guard let image = live.intent.image else { return try drop(live) }
    guard try rack.state.images.read(image.name) == nil else { return try finish(live, "is whole") }
    try await rack.host.deleteVolume(image.volume, in: image.pool)
    if !leavingOpen { try rack.state.intents.finish(live) }
    return step(live.intent, .undone, "was undone")
  }

  /// Ends an operation that is done.
  func finish(_ live: LiveIntent, _ words: String) throws -> RecoveryStep {
    try rack.state.intents.finish(live)
    return step(live.intent, .finished, words)
  }

  /// Ends an operation that has nothing to be undone.
  func drop(_ live: LiveIntent, _ words: String = "was not touched") throws -> RecoveryStep {
    try rack.state.intents.finish(live)
    return step(live.intent, .undone, words)
  }

  /// What becomes, or became, of an interrupted operation.
  func step(_ intent: Intent, _ outcome: RecoveryStep.Outcome, _ words: String) -> RecoveryStep {
    RecoveryStep(
      .interrupted,
      outcome,
      words,
      intent: intent,
      tenant: intent.tenant,
      vm: intent.vm,
      image: intent.image
    )
  }
}
