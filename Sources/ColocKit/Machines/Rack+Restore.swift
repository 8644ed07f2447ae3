internal import Foundation

/// What `vm restore-deleted` is about to do.
public struct RestorePlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM in the trash.
  public let tombstone: Tombstone
}

extension Rack {
  /// The tombstone of a deleted VM, the newest when several VMs had the name; throws `notFound`.
  public func tombstone(of name: VMName) throws -> Tombstone {
    let candidates = try state.tombstones.all().filter { $0.vm.name == name && !$0.purging }
    guard let tombstone = candidates.max(by: { $0.deleted < $1.deleted }) else {
      throw Failure(.notFound, "there is no VM named \(name) in the trash", hint: "see: coloc vm list --deleted")
    }
    return tombstone
  }

  /// Brings a deleted VM back, shut off, with its address and its disk; the gate judges it like a new one.
  ///
  /// Throws `notFound`, `notPermitted` and `cannotCreate` from the gate, `cannotCreate` when its name is taken.
  public func restoreDeleted(_ name: VMName, reason: String?) async throws -> VMRecord {
    try await holding(.vm(name)) { try await restoreLocked(name, reason: reason) }
  }

  private func restoreLocked(_ name: VMName, reason: String?) async throws -> VMRecord {
    let (tombstone, intent) = try await beginRestore(name)
    do {
      try await bringBack(tombstone)
    } catch {
      // libvirt may still carry out an order whose answer was lost: the intent stays, and the next command looks again.
      let isOpen = (error as? Failure)?.kind == .outcomeUnknown
      let undone = await Task { try await Recovery(self).endRestore(intent, leavingOpen: isOpen) }.result
      if case .failure = undone { narrator.say("coloc recover will undo what was begun") }
      throw error
    }
    try await finishRestore(of: tombstone.vm)
    try state.intents.finish(intent)
    try audit(tenant: tombstone.tenant, object: name.description, fields: ["vms"], reason: reason)
    return tombstone.vm
  }

  private func beginRestore(_ name: VMName) async throws -> (Tombstone, LiveIntent) {
    try await holding(.addresses) {
      let plan = try await planRestore(name)
      let intent = try state.intents.begin(
        Intent(
          id: plan.tombstone.vm.uuid,
          action: .restore,
          rack: configuration.rack,
          tenant: plan.tenant.name,
          vm: plan.tombstone.vm,
          command: command,
          started: time.now()
        )
      )
      return (plan.tombstone, intent)
    }
  }

  /// Judges whether a deleted VM can come back: the gate, its name, its disks. Touches nothing; throws what
  /// `restoreDeleted` throws.
  public func planRestore(_ name: VMName) async throws -> RestorePlan {
    let tombstone = try tombstone(of: name)
    // An interrupted restore of this very VM is the same one again.
    let pending = try pendingVMs(of: tombstone.tenant).filter { $0.uuid != tombstone.vm.uuid }
    let tenant = try tenant(tombstone.tenant)
    if let other = try? find(name) {
      throw Failure(
        .cannotCreate,
        "\(other.tenant.name) has a VM named \(name) now",
        hint: "delete that one first, or wait: \(name) stays in the trash until \(localTime.text(tombstone.expires))"
      )
    }
    if try await host.machine(named: name.description) != nil {
      throw Failure(
        .cannotCreate,
        "\(configuration.host.name) has a domain named \(name) already",
        hint: "see: coloc vm list --unmanaged"
      )
    }
    try Gate.judge(
      tenant,
      asking: Demand(of: tombstone.vm),
      for: name.description,
      pending: pending,
      time: localTime
    )
    for volume in tombstone.vm.volumes
    where try await host.volume(volume, in: tombstone.vm.pool) == nil {
      throw Failure(.notFound, "\(volume) is gone from pool \(tombstone.vm.pool): \(name) cannot come back")
    }
    return RestorePlan(tenant: tenant, tombstone: tombstone)
  }

  private func bringBack(_ tombstone: Tombstone) async throws {
    let vm = tombstone.vm
    try await reserve(vm)
    let tenant = try tenant(tombstone.tenant)
    // A domain that libvirt had lost is made again from the record.
    let xml = tombstone.domainXML.isEmpty ? try domainXML(of: vm, for: tenant) : tombstone.domainXML
    try await host.define(xml: xml)
    var off = vm
    off.wanted = false
    try manifests.change(tombstone.tenant) { [off] tenant in tenant.vms.append(off) }
  }

  /// Everything of a restore behind the manifest; each step can be repeated.
  func finishRestore(of vm: VMRecord) async throws {
    try await ensureDefined(vm)
    try state.tombstones.remove(vm.uuid)
  }
}
