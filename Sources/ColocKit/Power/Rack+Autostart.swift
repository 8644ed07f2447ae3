internal import Foundation

/// libvirt starts what has autostart when its daemon starts after a boot: inside an outage that would start too much.
extension Rack {
  /// coloc's VMs that libvirt starts with its daemon.
  func autostarted() async throws -> [UUID] {
    var found: [UUID] = []
    for (_, vm) in try manifests.all().vms where try await isDefined(vm) {
      if try await host.autostart(vm.uuid) { found.append(vm.uuid) }
    }
    return found
  }

  /// Takes the VMs of an outage off what libvirt starts; the outage has them noted.
  func holdAutostart(_ outage: Outage) async throws {
    let vms = try manifests.all().vms.map(\.vm)
    for vm in vms where outage.autostart.contains(vm.uuid) {
      guard try await isDefined(vm), try await host.autostart(vm.uuid) else { continue }
      try await host.setAutostart(vm.uuid, false)
    }
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
