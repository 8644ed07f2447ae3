extension Rack {
  /// What stands in the way of `deinit`: VMs in manifests and in the trash.
  public func remains() throws -> (vms: [VMRecord], trash: [Tombstone]) {
    let manifests = try manifests.all()
    if let unreadable = manifests.unreadable.first { throw unreadable.failure }
    return (manifests.tenants.flatMap(\.vms), try state.tombstones.all())
  }

  /// Removes the rack's objects from its host, and its state; nothing of another rack. Can be repeated.
  ///
  /// Throws `notPermitted` while there are VMs and `purgingVMs` is false, or one of them is protected. The configuration
  /// goes last.
  public func dismantle(purgingVMs: Bool) async throws -> [String] {
    // One that was killed at its end has left the configuration alone: the locks want their directory again.
    try state.layout.ensure()
    let remains = try remains()
    try judgeDismantling(purgingVMs: purgingVMs)
    var lines: [String] = []
    for vm in remains.vms {
      _ = try await delete(vm.name, now: true, reason: "deinit")
      lines.append(vm.farewell)
    }
    for tombstone in try state.tombstones.all() {
      try await holding(.vm(tombstone.vm.name)) { try await purge(tombstone, reason: "deinit") }
      lines.append(tombstone.vm.farewell)
    }
    for image in try state.images.all() { try await removeImage(image.name, reason: "deinit") }
    // Nobody is given an address from here on; who waits for one finds no rack any more.
    return try await holding(.addresses) {
      try refuseUnderWay()
      let left = try self.remains()
      guard left.vms.isEmpty, left.trash.isEmpty else {
        throw Failure(.busy, "a VM was made meanwhile", hint: "repeat: coloc deinit")
      }
      lines += try await host.remove(configuration)
      try state.layout.erase()
      return lines
    }
  }

  /// Judges whether `dismantle` may begin. Touches nothing; throws `notPermitted` while there are VMs and `purgingVMs` is
  /// false or one of them is protected, `busy` while another command is at work.
  public func judgeDismantling(purgingVMs: Bool) throws {
    let remains = try remains()
    guard purgingVMs || (remains.vms.isEmpty && remains.trash.isEmpty) else {
      let names = remains.vms.map(\.name.description) + remains.trash.map { "\($0.vm.name) (trash)" }
      throw Failure(
        .notPermitted,
        "the rack still has \(names.joined(separator: ", "))",
        hint: "give them away first, or destroy them for good: --purge-vms"
      )
    }
    try refuseProtected(remains.vms, "destroyed")
    try refuseUnderWay()
  }
}
