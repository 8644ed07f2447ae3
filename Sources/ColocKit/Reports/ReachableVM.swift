/// A VM with its tenant and the address by which other tools reach it.
public struct ReachableVM: Sendable, Equatable {
  /// The tenant.
  public let tenant: TenantName
  /// The VM.
  public let vm: VMRecord
  /// Its fixed address.
  public let address: IPv4Address
}

extension Manifests {
  /// Every VM whose address is known, by name.
  public var reachable: [ReachableVM] {
    vms.compactMap { tenant, vm in
      vm.ipv4.map { ReachableVM(tenant: tenant.name, vm: vm, address: $0) }
    }
    .sorted { $0.vm.name < $1.vm.name }
  }

  /// The VMs that no report for other tools can have, for nobody said their address.
  public var addressless: [VMName] { vms.filter { $0.vm.ipv4 == nil }.map(\.vm.name).sorted() }
}
