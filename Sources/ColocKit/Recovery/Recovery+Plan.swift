internal import Foundation

extension Recovery {
  /// Says what `endInterrupted` and `reconcile` would do now. Takes no lock, changes nothing.
  ///
  /// What cannot be looked at holds up no other: it stands in the plan's failures.
  public func plan() async throws -> RecoveryPlan {
    let abandoned = try rack.state.intents.abandoned()
    let all = try rack.state.intents.survey().records
    let alive = all.filter { intent in !abandoned.records.contains { $0.id == intent.id } }
    var steps: [RecoveryStep] = []
    var failures = abandoned.unreadable.map(\.failure)
    let parts: [() async throws -> [RecoveryStep]] = [
      { try abandoned.records.map(fate) }, { try await lost(beside: all) }, { try await unmarked(beside: all) },
      { try await uncopied(beside: all) }, { try await returned(beside: all) }, suspendedUp, { try await strays() },
      { try expired(alive) },
    ]
    for part in parts {
      do { steps += try await part() } catch let failure as Failure {
        // A host that is away says so to each question.
        if !failures.contains(failure) { failures.append(failure) }
      }
    }
    return RecoveryPlan(steps: steps, failures: failures)
  }

  /// What becomes of an interrupted operation, by the same marks on the disk that ending it goes by.
  func fate(of intent: Intent) throws -> RecoveryStep {
    var isForward = false
    if intent.rack != rack.configuration.rack {
      return step(intent, .leftAlone, "belongs to another rack: left alone")
    }
    switch intent.action {
    case .create, .restore, .adopt: isForward = try isRecorded(intent.vm, of: intent.tenant)
    case .delete:
      let tombstone = try tombstone(intent)
      // Of one that goes at once the tombstone went last, behind the manifest's entry.
      let isGone = try tombstone == nil && !isRecorded(intent.vm, of: intent.tenant)
      if isGone || tombstone?.purging == true { return step(intent, .finished, Self.words(.purge, true)) }
      isForward = tombstone != nil
    case .purge: isForward = try tombstone(intent)?.purging ?? true
    case .image: isForward = try intent.image.map { try rack.state.images.read($0.name) != nil } ?? false
    case .resize: isForward = try isRecorded(intent.vm, of: intent.tenant)
    case .edit: isForward = try record(of: intent).map { $0.title == intent.vm?.title } ?? false
    case .start: break
    }
    return step(intent, isForward ? .finished : .undone, Self.words(intent.action, isForward))
  }

  private static func words(_ action: Intent.Action, _ isForward: Bool) -> String {
    switch (action, isForward) {
    case (.create, true): "is recorded: would be made whole"
    case (.create, false): "would be undone, nothing of it left"
    case (.delete, true): "would be put into the trash"
    case (.delete, false): "was not touched yet: would stay"
    case (.restore, true): "would be back, shut off"
    case (.restore, false), (.purge, false): "would stay in the trash"
    case (.purge, true): "would be gone for good"
    case (.image, true): "is recorded: would stay"
    case (.image, false): "would be removed"
    case (.adopt, true): "is recorded: would be adopted"
    case (.adopt, false): "would be left as it was, without this rack's mark"
    case (.start, _): "runs or is off: nothing to undo"
    case (.resize, true): "would be given its new sizes, as far as the host lets it"
    case (.resize, false): "is in no manifest any more: nothing to do"
    case (.edit, true): "would have its new title in libvirt too"
    case (.edit, false): "was not changed yet: would stay"
    }
  }

  private func step(_ intent: Intent, _ outcome: RecoveryStep.Outcome, _ words: String) -> RecoveryStep {
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

  private func tombstone(_ intent: Intent) throws -> Tombstone? {
    try intent.vm.flatMap { try rack.state.tombstones.read($0.uuid) }
  }

  private func isRecorded(_ vm: VMRecord?, of tenant: TenantName?) throws -> Bool {
    guard let vm, let tenant else { return false }
    return try rack.manifests.read(tenant)?.vms.contains { $0.uuid == vm.uuid } ?? false
  }

  /// Domains that libvirt lost; what an operation has in hand is that operation's, but for a delete that never
  /// began and for a start, which only has to be forgotten.
  private func lost(beside intents: [Intent]) async throws -> [RecoveryStep] {
    let taken = try Set(
      intents.filter { try $0.action != .start && ($0.action != .delete || tombstone($0) != nil) }.compactMap {
        $0.vm?.uuid
      }
    )
    let there = try await Set(rack.host.machines().map(\.uuid))
    var steps: [RecoveryStep] = []
    for (tenant, vm) in try rack.manifests.all().vms where !there.contains(vm.uuid) && !taken.contains(vm.uuid) {
      let lack = try await lack(of: vm)
      let words = lack.map { "is gone from libvirt, and \($0) too" } ?? "is gone from libvirt: would be defined again"
      steps.append(RecoveryStep(.lost, lack == nil ? .defined : .leftAlone, words, tenant: tenant.name, vm: vm))
    }
    return steps
  }

  /// What is missing to define a VM again: its disk, or the copy of the definition of an adopted one.
  private func lack(of vm: VMRecord) async throws -> String? {
    guard vm.adoption == nil else {
      return try hasCopy(of: vm) ? nil : "the copy of its definition"
    }
    return try await rack.host.volume(vm.diskVolume, in: vm.pool) == nil ? "its disk" : nil
  }

  /// Adopted VMs whose mark is gone.
  private func unmarked(beside intents: [Intent]) async throws -> [RecoveryStep] {
    let taken = Set(intents.compactMap { $0.vm?.uuid })
    var steps: [RecoveryStep] = []
    for (tenant, vm) in try rack.manifests.all().vms where vm.adoption != nil && !taken.contains(vm.uuid) {
      guard try await rack.host.machine(vm.uuid) != nil, try await rack.host.rack(of: vm.uuid) == nil else { continue }
      let words = "has lost this rack's mark: would be marked again"
      steps.append(RecoveryStep(.unmarked, .marked, words, tenant: tenant.name, vm: vm))
    }
    return steps
  }

  private func returned(beside intents: [Intent]) async throws -> [RecoveryStep] {
    let taken = Set(intents.compactMap { $0.vm?.uuid })
    var steps: [RecoveryStep] = []
    for tombstone in try rack.state.tombstones.all() where !taken.contains(tombstone.vm.uuid) {
      let vm = tombstone.vm
      guard try !isRecorded(vm, of: tombstone.tenant), try await rack.isDefined(vm) else { continue }
      let isActive = try await rack.host.machine(vm.uuid)?.state.isActive != false
      let words =
        isActive
        ? "was deleted and runs all the same: look at it with virsh"
        : "was deleted and is back in libvirt: would be removed again"
      steps.append(RecoveryStep(.returned, isActive ? .leftAlone : .removed, words, tenant: tombstone.tenant, vm: vm))
    }
    return steps
  }

  private func strays() async throws -> [RecoveryStep] {
    try await strayDomains().map { RecoveryStep(.stray, .leftAlone, Self.words(stray: $0), domain: $0.name) }
  }

  /// Trash that is due and stays trash until then; what another command has in hand is not ours to say.
  private func expired(_ alive: [Intent]) throws -> [RecoveryStep] {
    let taken = Set(alive.compactMap { $0.vm?.uuid })
    return try rack.state.tombstones.all().compactMap { tombstone in
      let vm = tombstone.vm
      guard tombstone.expires < rack.time.now(), !tombstone.purging, !taken.contains(vm.uuid),
        try !isRecorded(vm, of: tombstone.tenant)
      else { return nil }
      let what = vm.adoption == nil ? "its \(vm.disk) disk is due: would be gone for good" : "is due: its disks stay"
      let words = "was deleted \(tombstone.deleted), and \(what)"
      return RecoveryStep(.expired, .purged, words, tenant: tombstone.tenant, vm: vm)
    }
  }
}
