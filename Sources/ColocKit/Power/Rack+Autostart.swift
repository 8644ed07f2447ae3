internal import Foundation

/// libvirt starts what has autostart when its daemon starts after a boot: inside an outage that would start too much.
extension Rack {
  /// coloc's VMs that libvirt starts with its daemon; of one that cannot be asked it is said.
  func autostarted() async throws -> [UUID] {
    var found: [UUID] = []
    for (_, vm) in try manifests.all().vms {
      try await lenient("read whether libvirt starts \(vm.name) by itself") {
        if try await isDefined(vm), try await host.autostart(vm.uuid) { found.append(vm.uuid) }
      }
    }
    return found
  }

  /// Takes the VMs of the outage off what libvirt starts; the outage has them noted. One that hangs holds up no other.
  func holdAutostart() async throws {
    guard let outage = try state.outages.read() else { return }
    let vms = try manifests.all().vms.map(\.vm).filter { outage.autostart.contains($0.uuid) }
    let results = await Several.results(vms, atOnce: configuration.stopParallel) { vm in
      try await lenient("keep libvirt from starting \(vm.name) by itself") {
        guard try await isDefined(vm), try await host.autostart(vm.uuid) else { return }
        try await host.setAutostart(vm.uuid, false)
      }
    }
    try Task.checkCancellation()
    for result in results { try result.get() }
  }

  /// The same on battery, as far as the time lasts: noted VM by VM, each before it is taken off.
  func holdAutostartUrgently() async {
    for vm in (try? manifests.all().vms.map(\.vm)) ?? [] {
      guard !Task.isCancelled else { return }
      guard (try? await isDefined(vm)) == true, (try? await host.autostart(vm.uuid)) == true else { continue }
      do {
        try state.outages.change { if !$0.autostart.contains(vm.uuid) { $0.autostart.append(vm.uuid) } }
        try await host.setAutostart(vm.uuid, false)
      } catch {
        continue
      }
    }
  }

  /// One VM's trouble is said and holds up no other; a daemon that is away is everybody's.
  private func lenient(_ what: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as Failure where failure.kind != .unreachable {
      narrator.say("cannot \(what): \(failure.message)")
    }
  }

  /// Has libvirt start a VM with its daemon or not, as its tenant's state and what runs at boot say.
  func settleAutostart(of vm: VMRecord, _ tenant: Tenant) async throws {
    guard try startsWithHost(vm, of: tenant) else { return try await host.setAutostart(vm.uuid, false) }
    try await letAutostart(vm.uuid)
  }

  /// Has libvirt start a VM with its daemon, from the end of an outage on if one is open.
  func letAutostart(_ vm: UUID) async throws {
    var isHeld = false
    try state.outages.change { outage in
      isHeld = true
      if !outage.autostart.contains(vm) { outage.autostart.append(vm) }
    }
    if !isHeld { try await host.setAutostart(vm, true) }
  }

  /// Gives libvirt back what an outage took from it, at its end, except where `power up` starts the VMs at each boot.
  ///
  /// Of a tenant that was suspended meanwhile it is noted, for its resumption.
  ///
  /// Throws what is wrong with a manifest that cannot be read and may have one of them.
  func giveAutostartBack(_ outage: Outage) async throws {
    let found = try manifests.all()
    let lost = Set(outage.autostart).subtracting(found.vms.map(\.vm.uuid))
    if !lost.isEmpty, let unreadable = found.unreadable.first { throw unreadable.failure }
    for (tenant, vm) in found.vms where outage.autostart.contains(vm.uuid) {
      if tenant.staysDown {
        try manifests.change(tenant.name) { tenant in
          guard tenant.suspended?.autostart.contains(vm.name) == false else { return }
          tenant.suspended?.autostart.append(vm.name)
          tenant.suspended?.autostart.sort()
        }
      } else if !boot.isInstalled, try await isDefined(vm) {
        try await host.setAutostart(vm.uuid, true)
        await refreshDefinition(of: vm)
      }
    }
  }
}
