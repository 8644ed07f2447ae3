internal import Foundation

/// Finishes or undoes what a kill, a power cut or a lost connection left half-done.
///
/// Creation and restore are undone before the manifest has the VM and finished after; deletion and purge only go
/// forward. Every step can be repeated; nothing is touched that does not carry this rack's mark.
public struct Recovery: Sendable {
  let rack: Rack

  /// Makes the recovery of a rack.
  public init(_ rack: Rack) { self.rack = rack }

  /// Ends every interrupted operation; one line for each says what became of it. Quick when there is none.
  ///
  /// One that cannot be ended holds up no other: it stays for the next time, and the first such failure is thrown at the
  /// end, the other lines said before.
  public func endInterrupted() async throws -> [String] {
    let interrupted = try rack.state.intents.interrupted()
    let lines = try await each(interrupted.intents) { live in [try await endAlone(live)] }
    return lines + interrupted.unreadable.map { $0.failure.message }
  }

  /// Runs `body` for each; failures wait until all had their turn: then the first is thrown, the lines said before.
  public func each<Element>(_ elements: [Element], _ body: (Element) async throws -> [String]) async throws -> [String]
  {
    var lines: [String] = []
    var failures: [any Error] = []
    for element in elements {
      do { lines += try await body(element) } catch { failures.append(error) }
    }
    guard let failure = failures.first else { return lines }
    for line in lines { rack.narrator.say(line) }
    for case let other as Failure in failures.dropFirst() { rack.narrator.say(other.message) }
    throw failure
  }

  /// The same with the object's lock held: another command may be at work on it by now.
  private func endAlone(_ live: LiveIntent) async throws -> String {
    if let vm = live.intent.vm { return try await rack.holding(.vm(vm.name)) { try await end(live) } }
    return try await rack.holding(.imports) { try await end(live) }
  }

  private func end(_ live: LiveIntent) async throws -> String {
    let intent = live.intent
    let what = "interrupted \(intent.command) of \(intent.started)"
    guard intent.rack == rack.configuration.rack else { return "\(what) belongs to another rack: left alone" }
    switch intent.action {
    case .create: return "\(what): \(try await endCreation(live))"
    case .delete: return "\(what): \(try await endDeletion(live))"
    case .restore: return "\(what): \(try await endRestore(live))"
    case .purge: return "\(what): \(try await endPurge(live))"
    case .image: return "\(what): \(try await endImage(live))"
    case .start: return "\(what): \(try drop(live))"
    }
  }

  /// Finishes a creation whose manifest has the VM, undoes any other; `leavingOpen` keeps the intent of an undone one.
  func endCreation(_ live: LiveIntent, leavingOpen: Bool = false) async throws -> String {
    guard let vm = live.intent.vm else { return try drop(live) }
    guard try isRecorded(live.intent) else {
      try await undoCreation(live)
      if !leavingOpen { try rack.state.intents.finish(live) }
      return "\(vm.name) was undone, nothing of it is left"
    }
    try await rack.ensureDefined(vm)
    try rack.state.intents.finish(live)
    return "\(vm.name) is whole"
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

  private func endDeletion(_ live: LiveIntent) async throws -> String {
    guard let vm = live.intent.vm, let tenant = live.intent.tenant else { return try drop(live) }
    guard let tombstone = try rack.state.tombstones.read(vm.uuid) else {
      // Of one that goes at once the tombstone went last, behind the manifest's entry.
      let isGone = try !isRecorded(live.intent)
      try rack.state.intents.finish(live)
      return isGone ? "\(vm.name) is gone for good" : "\(vm.name) was not touched"
    }
    try await rack.finishDeletion(of: vm, tenant: tenant)
    if tombstone.purging { try await rack.finishPurge(of: tombstone) }
    try rack.state.intents.finish(live)
    return tombstone.purging ? "\(vm.name) is gone for good" : "\(vm.name) is in the trash"
  }

  /// Finishes a restore whose manifest has the VM, undoes any other.
  func endRestore(_ live: LiveIntent) async throws -> String {
    guard let vm = live.intent.vm else { return try drop(live) }
    guard try isRecorded(live.intent) else {
      try await undoRestore(live)
      return "\(vm.name) is still in the trash"
    }
    try await rack.finishRestore(of: vm)
    try rack.state.intents.finish(live)
    return "\(vm.name) is back, shut off"
  }

  /// Removes everything that a restore may have made; disks and tombstone stay.
  func undoRestore(_ live: LiveIntent) async throws {
    guard let vm = live.intent.vm else { return }
    if try await rack.isDefined(vm) {
      try await rack.host.kill(vm.uuid)
      try await rack.host.undefine(vm.uuid, keepingNVRAM: true)
    }
    try await rack.release(vm)
    try rack.state.intents.finish(live)
  }

  private func endPurge(_ live: LiveIntent) async throws -> String {
    guard let vm = live.intent.vm else { return try drop(live) }
    guard let tombstone = try rack.state.tombstones.read(vm.uuid) else {
      try rack.state.intents.finish(live)
      return "\(vm.name) is gone for good"
    }
    guard tombstone.purging else {
      try rack.state.intents.finish(live)
      return "\(vm.name) is still in the trash"
    }
    try await rack.finishPurge(of: tombstone)
    try rack.state.intents.finish(live)
    return "\(vm.name) is gone for good"
  }

  func endImage(_ live: LiveIntent) async throws -> String {
    guard let image = live.intent.image else { return try drop(live) }
    guard try rack.state.images.read(image.name) == nil else {
      try rack.state.intents.finish(live)
      return "image \(image.name) is whole"
    }
    try await rack.host.deleteVolume(image.volume, in: image.pool)
    try rack.state.intents.finish(live)
    return "image \(image.name) was undone"
  }

  private func isRecorded(_ intent: Intent) throws -> Bool {
    guard let tenant = intent.tenant, let vm = intent.vm else { return false }
    return try rack.manifests.read(tenant)?.vms.contains { $0.uuid == vm.uuid } ?? false
  }

  private func drop(_ live: LiveIntent) throws -> String {
    try rack.state.intents.finish(live)
    return "nothing to do"
  }
}
