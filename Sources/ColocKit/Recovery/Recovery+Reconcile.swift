extension Recovery {
  /// Everything that `coloc recover` does beyond interrupted operations: domains that a power cut took or brought back,
  /// trash that is due.
  ///
  /// libvirt's own files are not durable: after a power cut a defined domain can be gone and a deleted one back.
  public func reconcile() async throws -> [String] {
    try await returnDeleted() + returnLost() + emptyTrash()
  }

  /// Deleted domains that are back are removed again: their tombstone says so.
  private func returnDeleted() async throws -> [String] {
    var lines: [String] = []
    let recorded = try Set(rack.manifests.all().tenants.flatMap(\.vms).map(\.uuid))
    for tombstone in try rack.state.tombstones.all() where !recorded.contains(tombstone.vm.uuid) {
      guard try await rack.isDefined(tombstone.vm) else { continue }
      guard try await rack.host.machine(tombstone.vm.uuid)?.state.isActive == false else {
        lines.append("\(tombstone.vm.name) was deleted and runs all the same: left alone; look at it with virsh")
        continue
      }
      try await rack.host.undefine(tombstone.vm.uuid, keepingNVRAM: true)
      try await rack.release(tombstone.vm)
      lines.append("\(tombstone.vm.name) was deleted and had come back: removed again, its disk is in the trash")
    }
    return lines
  }

  /// Domains that libvirt lost are defined again around their disks.
  private func returnLost() async throws -> [String] {
    var lines: [String] = []
    let names = try await Set(rack.host.machines().map(\.uuid))
    for tenant in try rack.manifests.all().tenants {
      for vm in tenant.vms where !names.contains(vm.uuid) {
        guard try await rack.host.volume(vm.diskVolume, in: vm.pool) != nil else {
          lines.append("\(vm.name) is gone from libvirt, and its disk \(vm.diskVolume) too: nothing to do it with")
          continue
        }
        try await rack.reserve(vm)
        try await rack.host.define(xml: rack.host.xml(for: rack.definition(of: vm, for: tenant)))
        try await rack.host.setAutostart(vm.uuid, true)
        lines.append("\(vm.name) was gone from libvirt: defined again, shut off")
      }
    }
    return lines
  }

  private func emptyTrash() async throws -> [String] {
    var lines: [String] = []
    for tombstone in try rack.state.tombstones.all() where tombstone.expires < rack.time.now() {
      try await rack.holding(.vm(tombstone.vm.name)) {
        try await rack.purge(tombstone, reason: "trash_days")
      }
      lines.append("\(tombstone.vm.name) was in the trash since \(tombstone.deleted): gone for good, as announced")
    }
    return lines
  }
}
