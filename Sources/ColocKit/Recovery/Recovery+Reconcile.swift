extension Recovery {
  /// Everything that `coloc recover` does beyond interrupted operations: domains that a power cut took or brought back,
  /// trash that is due.
  ///
  /// libvirt's own files are not durable: after a power cut a defined domain can be gone and a deleted one back.
  public func reconcile() async throws -> [String] {
    // One that fails holds up no other, and no kind of repair another.
    let repairs: [() async throws -> [String]] = [
      returnDeleted, returnLost, returnMarks, returnCopies, keepSuspendedDown, nameStrays, emptyTrash,
    ]
    return try await each(repairs) { repair in try await repair() }
  }

  /// Deleted domains that are back are removed again: their tombstone says so.
  private func returnDeleted() async throws -> [String] {
    try await each(rack.state.tombstones.all()) { tombstone in
      guard try await rack.isDefined(tombstone.vm) else { return [] }
      let line = try await rack.holding(.vm(tombstone.vm.name)) { try await returnDeleted(tombstone) }
      return line.map { [$0] } ?? []
    }
  }

  /// The same for one, with its lock held: a restore may have been at work until now.
  private func returnDeleted(_ tombstone: Tombstone) async throws -> String? {
    let vm = tombstone.vm
    guard try rack.state.tombstones.read(vm.uuid) != nil, try !isRecorded(vm, of: tombstone.tenant),
      try await rack.isDefined(vm)
    else { return nil }
    guard try await rack.host.machine(vm.uuid)?.state.isActive == false else {
      return "\(vm.name) was deleted and runs all the same: left alone; look at it with virsh"
    }
    try await rack.host.undefine(vm.uuid, keepingNVRAM: true)
    try await rack.release(vm)
    return "\(vm.name) was deleted and had come back: removed again, its disk is in the trash"
  }

  /// Domains that libvirt lost are defined again around their disks.
  private func returnLost() async throws -> [String] {
    let there = try await Set(rack.host.machines().map(\.uuid))
    let lost = try rack.manifests.all().vms.filter { !there.contains($0.vm.uuid) }
    return try await each(lost) { tenant, vm in
      let line = try await rack.holding(.vm(vm.name)) { try await returnLost(vm, of: tenant) }
      return line.map { [$0] } ?? []
    }
  }

  /// The same for one, with its lock held: a deletion may have been at work until now.
  private func returnLost(_ vm: VMRecord, of tenant: Tenant) async throws -> String? {
    guard let tenant = try rack.manifests.read(tenant.name), tenant.vms.contains(where: { $0.uuid == vm.uuid }),
      try await rack.host.machine(vm.uuid) == nil
    else { return nil }
    // The disks of an adopted VM are its owner's affair: libvirt says at the start when one is gone.
    if vm.adoption == nil, try await rack.host.volume(vm.diskVolume, in: vm.pool) == nil {
      return "\(vm.name) is gone from libvirt, and its disk \(vm.diskVolume) too: nothing to do it with"
    }
    try await rack.reserve(vm)
    try await rack.host.define(xml: rack.domainXML(of: vm, for: tenant))
    try await rack.host.setAutostart(vm.uuid, rack.startsWithHost(vm, of: tenant))
    return "\(vm.name) was gone from libvirt: defined again, shut off"
  }

  /// Domains with this rack's mark that no record knows, as after an order whose answer was lost: named, never touched.
  private func nameStrays() async throws -> [String] {
    try await strayDomains().map { "domain \(Printable.clean($0.name)) \(Self.words(stray: $0))" }
  }

  static func words(stray machine: Machine) -> String {
    "carries this rack's mark and no record knows it: left alone; look: virsh dumpxml \(machine.uuid.text)"
  }

  func strayDomains() async throws -> [Machine] {
    // The domains first: what is being made meanwhile has its record before its domain.
    let machines = try await rack.host.machines()
    let known = try Set(rack.knownRecords(strict: true).map(\.uuid))
    var strays: [Machine] = []
    for machine in machines where !known.contains(machine.uuid) {
      if try await rack.host.rack(of: machine.uuid) == rack.configuration.rack { strays.append(machine) }
    }
    return strays
  }

  private func emptyTrash() async throws -> [String] {
    let due = try rack.state.tombstones.all().filter { $0.expires < rack.time.now() }
    return try await each(due) { tombstone in
      let vm = tombstone.vm
      return try await rack.holding(.vm(vm.name)) {
        // Restored since: it is nobody's trash any more.
        guard try rack.state.tombstones.read(vm.uuid) != nil, try !isRecorded(vm, of: tombstone.tenant) else {
          return []
        }
        try await rack.purge(tombstone, reason: "trash_days")
        let words = vm.adoption == nil ? "gone for good, as announced" : vm.farewell
        return ["\(vm.name) was in the trash since \(tombstone.deleted): \(words)"]
      }
    }
  }

  private func isRecorded(_ vm: VMRecord, of tenant: TenantName) throws -> Bool {
    try rack.manifests.read(tenant)?.vms.contains { $0.uuid == vm.uuid } ?? false
  }
}
