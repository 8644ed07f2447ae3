/// All tenants of the rack, and the manifests that cannot be used.
public struct Manifests: Sendable {
  /// The tenants, by name.
  public let tenants: [Tenant]
  /// The manifests that cannot be used: those tenants are read-only until the file is mended.
  public let unreadable: [UnreadableRecord]

  /// Every VM of the rack with its tenant.
  public var vms: [(tenant: Tenant, vm: VMRecord)] { tenants.flatMap { tenant in tenant.vms.map { (tenant, $0) } } }

  /// Finds a VM by its name, unique in the rack.
  public func vm(_ name: VMName) -> (tenant: Tenant, vm: VMRecord)? { vms.first { $0.vm.name == name } }
}
