extension Recovery {
  /// Everything that `coloc recover` does beyond interrupted operations: domains that a power cut took or brought back,
  /// marks of adopted VMs that it took, VMs of suspended tenants that would start with the host, trash that is due.
  /// Strays, and what runs and should not, are told. Throws only what ends a command.
  ///
  /// libvirt's own files are not durable: after a power cut a defined domain can be gone and a deleted one back.
  public func reconcile() async throws -> RecoveryReport {
    var report = RecoveryReport()
    // One that fails holds up no other, and no kind of repair another.
    let repairs: [(inout RecoveryReport) async throws -> Void] = [
      returnDeleted, returnLost, returnMarks, returnCopies, keepSuspendedDown, nameStrays, emptyTrash,
    ]
    for repair in repairs {
      do { try await repair(&report) } catch let failure as Failure { report.add(failure) }
    }
    return report
  }

  /// Deleted domains that are back are removed again: their tombstone says so.
  private func returnDeleted(_ report: inout RecoveryReport) async throws {
    try await report.add(rack.state.tombstones.all()) { tombstone in
      guard try await rack.isDefined(tombstone.vm) else { return [] }
      return try await rack.holding(.vm(tombstone.vm.name)) { try await returnDeleted(tombstone) }
    }
  }

  /// The same for one, with its lock held: a restore may have been at work until now.
  private func returnDeleted(_ tombstone: Tombstone) async throws -> [RecoveryStep] {
    let vm = tombstone.vm
    guard try rack.state.tombstones.read(vm.uuid) != nil, try !rack.isRecorded(vm, of: tombstone.tenant),
      try await rack.isDefined(vm)
    else { return [] }
    guard try await rack.host.machine(vm.uuid)?.state.isActive == false else {
      return [RecoveryStep(.returned, .leftAlone, Self.runsAllTheSame, tenant: tombstone.tenant, vm: vm)]
    }
    try await rack.host.undefine(vm.uuid, keepingNVRAM: true)
    try await rack.release(vm)
    let words = "was deleted and had come back: removed again, its disk is in the trash"
    return [RecoveryStep(.returned, .removed, words, tenant: tombstone.tenant, vm: vm)]
  }

  static let runsAllTheSame = "was deleted and runs all the same: left alone; look at it with virsh"

  /// Domains that libvirt lost are defined again around their disks.
  private func returnLost(_ report: inout RecoveryReport) async throws {
    let there = try await Set(rack.host.machines().map(\.uuid))
    let lost = try rack.manifests.all().vms.filter { !there.contains($0.vm.uuid) }
    try await report.add(lost) { tenant, vm in
      try await rack.holding(.vm(vm.name)) { try await returnLost(vm, of: tenant.name) }
    }
  }

  /// The same for one, with its lock held: a deletion may have been at work until now.
  private func returnLost(_ vm: VMRecord, of tenant: TenantName) async throws -> [RecoveryStep] {
    guard try rack.isRecorded(vm, of: tenant), try await rack.host.machine(vm.uuid) == nil else { return [] }
    if let lack = try await lack(of: vm) {
      return [RecoveryStep(.lost, .leftAlone, Self.words(lacking: lack), tenant: tenant, vm: vm)]
    }
    try await rack.ensureDefined(vm)
    let words = "was gone from libvirt: defined again, shut off"
    return [RecoveryStep(.lost, .defined, words, tenant: tenant, vm: vm)]
  }

  /// What is missing to define a VM again: its disk, or the copy of the definition of an adopted one, whose disks are its
  /// owner's affair: libvirt says at the start when one is gone.
  func lack(of vm: VMRecord) async throws -> String? {
    guard vm.adoption == nil else {
      return try hasForm(vm) ? nil : "the copy of its definition \(rack.state.layout.definition(vm.uuid))"
    }
    return try await rack.host.volume(vm.diskVolume, in: vm.pool) == nil ? "its disk \(vm.diskVolume)" : nil
  }

  static func words(lacking what: String) -> String { "is gone from libvirt, and \(what) too: nothing to do it with" }

  /// Domains with this rack's mark that no record knows, as after an order whose answer was lost: named, never touched.
  private func nameStrays(_ report: inout RecoveryReport) async throws {
    // The domains first: what is being made meanwhile has its record before its domain.
    let machines = try await rack.host.machines()
    let known = try Set(rack.knownRecords(strict: true).map(\.uuid))
    try await report.add(machines.filter { !known.contains($0.uuid) }, stray)
  }

  /// The step about a domain that no record knows, if it carries this rack's mark.
  func stray(_ machine: Machine) async throws -> [RecoveryStep] {
    guard try await rack.host.rack(of: machine.uuid) == rack.configuration.rack else { return [] }
    let words =
      "carries this rack's mark and no record knows it: left alone; look: virsh dumpxml \(machine.uuid.text)"
    return [RecoveryStep(.stray, .leftAlone, words, domain: machine.name)]
  }

  private func emptyTrash(_ report: inout RecoveryReport) async throws {
    let due = try rack.state.tombstones.all().filter { $0.expires < rack.time.now() }
    try await report.add(due) { tombstone in
      let vm = tombstone.vm
      return try await rack.holding(.vm(vm.name)) {
        // Restored since: it is nobody's trash any more.
        guard try rack.state.tombstones.read(vm.uuid) != nil, try !rack.isRecorded(vm, of: tombstone.tenant) else {
          return []
        }
        // A domain with another mark is in the way, and one that runs was told: no power is cut for the trash.
        if try await rack.isDefined(vm), try await rack.host.machine(vm.uuid)?.state.isActive != false { return [] }
        try await rack.purge(tombstone, reason: "trash_days")
        let end = vm.adoption == nil ? "gone for good, as announced" : vm.farewell
        let words = "was in the trash since \(tombstone.deleted): \(end)"
        return [RecoveryStep(.expired, .purged, words, tenant: tombstone.tenant, vm: vm)]
      }
    }
  }
}
