extension Rack {
  /// Records the owner's last word on whether a VM runs: after an unplanned cut it decides, and in an open outage the VM
  /// is no longer owed, unless its power was only cut because it did not stop.
  func recordWish(_ wanted: Bool, of vm: VMRecord, _ tenant: TenantName, striking: Bool = true) throws {
    try manifests.change(tenant) { tenant in
      guard let index = tenant.vms.firstIndex(where: { $0.uuid == vm.uuid }) else { return }
      tenant.vms[index].wanted = wanted
    }
    guard striking else { return }
    try state.outages.change { outage in
      guard let index = outage.entries.firstIndex(where: { $0.uuid == vm.uuid }),
        outage.entries[index].back == nil, outage.entries[index].descent.isOver
      else { return }
      outage.entries[index].back = wanted ? .started : .left
      outage.entries[index].up = wanted ? time.now() : nil
    }
  }

  /// Brings the wishes in line with what runs now, before a planned end of all: what was started or shut down past coloc
  /// is the newer word.
  func reconcileWishes(with machines: [Machine]) throws {
    let active = Set(machines.filter(\.state.isActive).map(\.uuid))
    let known = Set(machines.map(\.uuid))
    for tenant in try manifests.all().tenants where !tenant.staysDown {
      let isOff = tenant.vms.contains { known.contains($0.uuid) && $0.wanted != active.contains($0.uuid) }
      guard isOff else { continue }
      try manifests.change(tenant.name) { tenant in
        for index in tenant.vms.indices where known.contains(tenant.vms[index].uuid) {
          tenant.vms[index].wanted = active.contains(tenant.vms[index].uuid)
        }
      }
    }
  }
}

extension OutageEntry.Descent {
  /// Whether nobody is at work on it any more.
  var isOver: Bool { self != .pending && self != .asked }
  /// Whether it is down.
  public var isDown: Bool { isOver && self != .stayed }
}
