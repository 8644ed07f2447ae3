extension Foresight {
  /// What ending an interrupted operation would be, and what it leaves for the steps behind it.
  ///
  /// Throws what ending it would throw as far as that can be known: a domain with another mark, a host that is away.
  mutating func ending(_ intent: Intent) async throws -> RecoveryStep {
    let step = try recovery.fate(of: intent)
    if step.outcome == .leftAlone { open.append(intent) }
    guard let vm = intent.vm, step.outcome != .leftAlone else { return step }
    let tenant = vms.first { $0.vm.uuid == vm.uuid }?.tenant
    switch (intent.action, step.outcome == .finished) {
    case (.create, true), (.restore, true):
      if intent.action == .restore, vm.adoption != nil { _ = try await markAgain(vm) }
      if let tenant { try await ensureDefined(vm, of: tenant) }
      if intent.action == .restore { tombstones.removeAll { $0.vm.uuid == vm.uuid } }
    case (.create, false), (.restore, false): try await remove(vm)
    case (.delete, true), (.purge, true): try await destroy(vm, intent.action)
    case (.resize, true): return try await resize(vm, step)
    case (.edit, true):
      if vm.adoption != nil { _ = try await markAgain(vm) }
      _ = try await isDefined(vm)
    case (.adopt, true): _ = try await markAgain(vm)
    case (.adopt, false):
      if intent.tenant != nil, try await !lacksMark(vm) { unmark(vm) }
    case (.takePoint, _), (.removePoint, _), (.image, _), (.start, _), (.delete, false), (.purge, false),
      (.resize, false), (.edit, false):
      break
    }
    return step
  }

  /// A deletion or a purge behind its tombstone; without one it is done.
  private mutating func destroy(_ vm: VMRecord, _ action: Intent.Action) async throws {
    guard let tombstone = tombstones.first(where: { $0.vm.uuid == vm.uuid }) else { return }
    if action == .delete, vm.adoption != nil { _ = try await markAgain(vm) }
    try await remove(vm)
    if action == .delete { vms.removeAll { $0.vm.uuid == vm.uuid } }
    if tombstone.purging { tombstones.removeAll { $0.vm.uuid == vm.uuid } }
  }

  private mutating func resize(_ vm: VMRecord, _ step: RecoveryStep) async throws -> RecoveryStep {
    guard let (tenant, recorded) = vms.first(where: { $0.vm.uuid == vm.uuid }),
      SizeField.allCases.contains(where: { $0.number(in: vm) != $0.number(in: recorded) }), let intent = step.intent
    else { return step }
    if recorded.adoption != nil { _ = try await markAgain(recorded) }
    guard try await !isDefined(recorded) else { return step }
    guard try recovery.hasForm(recorded) else {
      return recovery.step(intent, .undone, "is gone from libvirt: would be forgotten")
    }
    try await ensureDefined(recorded, of: tenant)
    return step
  }
}
