extension Rack {
  /// Records the owner's last word on whether a VM runs: after an unplanned cut it decides, and in an open outage the VM
  /// is no longer owed, unless its power was only cut because it did not stop.
  func recordWish(_ wanted: Bool, of vm: VMRecord, _ tenant: TenantName, striking: Bool = true) throws {
    try manifests.change(tenant) { tenant in
      guard let index = tenant.vms.firstIndex(where: { $0.uuid == vm.uuid }) else { return }
      tenant.vms[index].wanted = wanted
    }
    // Only words for the next `power up`: no reason to fail what was asked.
    try? boot.setStopped(vm.uuid, !wanted, configuration.rack)
    guard striking else { return }
    // What an interrupted command had asked, or had still to ask, nobody is at work on.
    let isAtWork = try LiveFile.isHeld(state.layout.lock(Claim.power.file))
    try state.outages.change { outage in
      guard let index = outage.entries.firstIndex(where: { $0.uuid == vm.uuid }),
        outage.entries[index].descent.isOver || !isAtWork
      else { return }
      let back = outage.entries[index].back
      guard wanted else {
        (outage.entries[index].back, outage.entries[index].up) = (.left, nil)
        return
      }
      guard back == nil || back == .left else { return }
      (outage.entries[index].back, outage.entries[index].up) = (.started, time.now())
    }
  }

  /// Brings the wishes in line with what runs now, before a planned end of all: what was started or shut down past coloc
  /// is the newer word.
  ///
  /// One that is off for another reason than its guest's end, a cut or a crash, was not shut down.
  func reconcileWishes(with machines: [Machine]) throws {
    let found = Dictionary(machines.map { ($0.uuid, $0) }, uniquingKeysWith: { first, _ in first })
    let word = { (vm: VMRecord) -> Bool? in
      guard let machine = found[vm.uuid] else { return vm.wanted }
      if machine.state.isActive { return machine.state == .paused && isHeld(vm) ? vm.wanted : true }
      guard machine.guestWentDown else { return vm.wanted }
      return isBeingRestarted(vm.name) ? vm.wanted : false
    }
    for tenant in try manifests.all().tenants where !tenant.staysDown {
      guard tenant.vms.contains(where: { word($0) != $0.wanted }) else { continue }
      try manifests.change(tenant.name) { tenant in
        for index in tenant.vms.indices { tenant.vms[index].wanted = word(tenant.vms[index]) }
      }
    }
  }

  /// Whether another command has a VM down only to start it again.
  func isBeingRestarted(_ name: VMName) -> Bool {
    let path = state.layout.lock(Claim.vm(name).file)
    guard (try? LiveFile.isHeld(path)) == true else { return false }
    return LockHolder.read(path)?.command.hasSuffix("vm restart") == true
  }
}

extension OutageEntry.Descent {
  /// Whether nobody is at work on it any more.
  var isOver: Bool { self != .pending && self != .asked }
  /// Whether it is down.
  public var isDown: Bool { isOver && self != .stayed }
}
