internal import Foundation

extension Recovery {
  /// Says what `endInterrupted` and `reconcile` would do now. Takes no lock, changes nothing.
  ///
  /// What cannot be looked at holds up no other: it stands in the plan's failures.
  public func plan() async throws -> RecoveryReport {
    let abandoned = try rack.state.intents.abandoned()
    let ids = Set(abandoned.records.map(\.id))
    let alive = try rack.state.intents.survey().records.filter { !ids.contains($0.id) }
    var report = RecoveryReport()
    for unreadable in abandoned.unreadable { report.add(unreadable.failure) }
    var foresight = Foresight(self, vms: try rack.manifests.all().vms, alive)
    do { foresight.tombstones = try rack.state.tombstones.all() } catch { report.add(error) }
    for intent in abandoned.records {
      do {
        report.add(try await foresight.ending(intent))
      } catch let failure as Failure {
        foresight.open.append(intent)
        // With the host away the files alone tell what would become of it.
        if !failure.isFinal { report.add(try fate(of: intent)) }
        report.add(failure)
      }
    }
    try await foresight.returned(&report)
    try await foresight.lost(&report)
    try await foresight.unmarked(&report)
    try await foresight.uncopied(&report)
    try await foresight.suspended(&report)
    try await foresight.strays(&report)
    try await foresight.expired(&report)
    return report
  }

  /// What becomes of an interrupted operation, by the same marks on the disk that ending it goes by.
  func fate(of intent: Intent) throws -> RecoveryStep {
    if intent.rack != rack.configuration.rack {
      return step(intent, .leftAlone, "belongs to another rack: left alone")
    }
    var isForward = false
    switch intent.action {
    case .create, .restore, .adopt, .resize: isForward = try rack.isRecorded(intent)
    case .delete:
      guard let vm = intent.vm, intent.tenant != nil else { break }
      let tombstone = try rack.state.tombstones.read(vm.uuid)
      // Of one that goes at once the tombstone went last, behind the manifest's entry.
      let isGone = try tombstone == nil && !rack.isRecorded(intent)
      if isGone || tombstone?.purging == true { return step(intent, .finished, Self.words(.purge, true)) }
      isForward = tombstone != nil
    case .purge: isForward = try intent.vm.map { try rack.state.tombstones.read($0.uuid)?.purging ?? true } ?? false
    case .image: isForward = try intent.image.map { try rack.state.images.read($0.name) != nil } ?? false
    case .edit: isForward = try record(of: intent).map { $0.title == intent.vm?.title } ?? false
    case .takePoint: isForward = try intent.vm.flatMap { try rack.points(of: $0) }?.isOwing != true
    case .removePoint: isForward = true
    case .start: break
    }
    return step(intent, isForward ? .finished : .undone, Self.words(intent.action, isForward))
  }

  static func words(_ action: Intent.Action, _ isForward: Bool) -> String {
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
    case (.takePoint, true): "has its snapshots whole"
    case (.takePoint, false): "would be thawed, and nothing be left of the snapshot"
    case (.removePoint, _): "would have the snapshot removed"
    }
  }
}
