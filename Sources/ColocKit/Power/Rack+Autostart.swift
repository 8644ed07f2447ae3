internal import Foundation

/// libvirt starts what has autostart when its daemon starts after a boot: inside an outage that would start too much.
extension Rack {
  /// coloc's VMs that libvirt starts with its daemon; when it is urgent, as far as the host says.
  func autostarted(isUrgent: Bool) async throws -> [UUID] {
    var found: [UUID] = []
    for (_, vm) in try manifests.all().vms {
      do {
        if try await isDefined(vm), try await host.autostart(vm.uuid) { found.append(vm.uuid) }
      } catch let failure as Failure {
        guard isUrgent else { throw failure }
      }
    }
    return found
  }

  /// The same as `holdAutostart`; when it is urgent, as far as the host does it.
  func hold(_ outage: Outage, isUrgent: Bool) async throws {
    do {
      try await holdAutostart(outage)
    } catch let failure as Failure {
      guard isUrgent else { throw failure }
    }
  }

  /// Takes the VMs of an outage off what libvirt starts; the outage has them noted.
  func holdAutostart(_ outage: Outage) async throws {
    let vms = try manifests.all().vms.map(\.vm)
    for vm in vms where outage.autostart.contains(vm.uuid) {
      guard try await isDefined(vm), try await host.autostart(vm.uuid) else { continue }
      try await host.setAutostart(vm.uuid, false)
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
  func giveAutostartBack(_ outage: Outage) async throws {
    for (tenant, vm) in try manifests.all().vms where outage.autostart.contains(vm.uuid) {
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
