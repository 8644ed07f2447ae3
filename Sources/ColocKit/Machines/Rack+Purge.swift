internal import Foundation

extension Rack {
  /// Removes a deleted VM's disks for good, those of an adopted one excepted: marked first, then only forward. Throws `notFound`, `busy`, `Failure`.
  public func purge(_ name: VMName, reason: String?) async throws -> Tombstone {
    try await holding(.vm(name)) {
      let tombstone = try tombstone(of: name)
      try await purge(tombstone, reason: reason)
      return tombstone
    }
  }

  /// The same for a tombstone at hand; the caller holds the VM's lock.
  func purge(_ tombstone: Tombstone, reason: String?) async throws {
    let intent = try state.intents.begin(
      Intent(
        id: tombstone.vm.uuid,
        action: .purge,
        rack: configuration.rack,
        tenant: tombstone.tenant,
        vm: tombstone.vm,
        command: command,
        started: time.now()
      )
    )
    var marked = tombstone
    marked.purging = true
    try state.tombstones.replace(marked)
    try await finishPurge(of: marked)
    try state.intents.finish(intent)
    try audit(tenant: tombstone.tenant, object: tombstone.vm.name.description, fields: ["trash"], reason: reason)
  }

  /// Everything of a purge behind the mark; each step can be repeated.
  func finishPurge(of tombstone: Tombstone) async throws {
    let vm = tombstone.vm
    // A power cut may have brought the domain back: its disks never go from under it.
    if try await isDefined(vm) {
      try await host.kill(vm.uuid)
      try await host.undefine(vm.uuid, keepingNVRAM: true)
      try await release(vm)
    }
    // What coloc has not made it does not remove: the disks of an adopted VM and its UEFI variables stay.
    if vm.adoption == nil, vm.firmware == .uefi, !tombstone.domainXML.isEmpty {
      try await host.discardNVRAM(definedBy: tombstone.domainXML)
    }
    for volume in vm.volumes { try await host.deleteVolume(volume, in: vm.pool) }
    // Copies of its disks that coloc made, also of an adopted one.
    if host.isHere { try pointDirectory(of: vm.uuid).erase() }
    if vm.adoption != nil { try state.definitions.remove(vm.uuid) }
    try state.tombstones.remove(vm.uuid)
  }
}
