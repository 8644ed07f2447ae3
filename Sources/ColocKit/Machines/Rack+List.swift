internal import Foundation

/// All VMs of a rack with their states, and what could not be looked at.
public struct VMInventory: Sendable {
  /// The VMs, by name.
  public let items: [VMListing]
  /// How many tenants have a manifest that can be read.
  public let tenants: Int
  /// Why the states are unknown; nil when the host answered.
  public let hostFault: Failure?
  /// Manifests that could not be read.
  public let unreadable: [Failure]
}

extension Rack {
  /// Lists VMs by name, one round trip to the host for all; a host that is away makes their state `unreachable`.
  public func inventory(tenant: TenantName? = nil, unmanaged: Bool = false) async throws -> VMInventory {
    let manifests = try manifests.all()
    var machines: [UUID: Machine] = [:]
    var hostFault: Failure?
    do {
      for machine in try await host.machines() { machines[machine.uuid] = machine }
    } catch let failure as Failure {
      hostFault = failure
    }
    var items: [VMListing] = []
    for owner in manifests.tenants where tenant == nil || owner.name == tenant {
      for vm in owner.vms {
        let state = hostFault == nil ? machines[vm.uuid]?.state ?? .missing : .unreachable
        items.append(.managed(owner.name, vm, state))
      }
    }
    if unmanaged {
      let ours = try Set(knownRecords().map(\.uuid))
      for machine in machines.values where !ours.contains(machine.uuid) {
        items.append(.unmanaged(machine, host: configuration.host.name))
      }
    }
    items.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return VMInventory(
      items: items,
      tenants: manifests.tenants.count,
      hostFault: hostFault,
      unreadable: manifests.unreadable.map(\.failure)
    )
  }
}
