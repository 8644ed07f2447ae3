extension Rack {
  /// What libvirt is told about a VM, from its record alone: the same record gives the same definition.
  func definition(of vm: VMRecord, for tenant: Tenant) throws -> MachineDefinition {
    let record = try hostRecord()
    let plug: MachineDefinition.Plug =
      switch configuration.network {
      case .nat(let name, _, _): .network(name)
      case .bridge(let device, _, _, _): .bridge(device)
      }
    return MachineDefinition(
      vm: vm,
      rack: configuration.rack,
      tenant: tenant.name,
      title: vm.title ?? "\(vm.name) (\(tenant.name), \(vm.system))",
      osinfo: try osinfo(of: vm),
      kvm: vm.kvm ?? record.kvm,
      machine: vm.machine ?? record.machine,
      poolPath: configuration.pool.path,
      plug: plug,
      filter: "\(configuration.filters)-guest\(vm.ipv6 == nil ? "" : "6")"
    )
  }

  private func osinfo(of vm: VMRecord) throws -> String {
    let unknown = "http://libosinfo.org/unknown"
    guard let os = vm.os else { return unknown }
    let defaults = try GuestDefaults(of: os, from: templates)
    return vm.release.flatMap { defaults[$0]?.osinfo } ?? defaults.releases.last?.osinfo ?? unknown
  }

  /// What goes onto a VM's seed.
  func seed(of vm: VMRecord) throws -> SeedContents {
    try SeedContents(
      SeedRequest(vm: vm, network: GuestNetwork(configuration), timezone: configuration.timezone),
      templates: templates
    )
  }

  /// The keys of a new VM: the tenant's, and the owner's where the agreement says so.
  func keys(for tenant: Tenant) throws -> [SSHPublicKey] {
    let owners = tenant.isSelf || tenant.agreement?.ownerAccess == true
    let ownerKeys = owners ? try manifests.all().tenants.first(where: \.isSelf)?.sshKeys ?? [] : []
    var blobs: Set<String> = []
    return (tenant.sshKeys + ownerKeys).filter { blobs.insert($0.bare).inserted }
  }

  /// The reservation that belongs to a VM; nil for one that was adopted: its address is its own affair.
  func reservation(of vm: VMRecord) -> Reservation? {
    guard vm.adoption == nil, let ipv4 = vm.ipv4 else { return nil }
    return Reservation(mac: vm.mac, ipv4: ipv4, name: vm.name.description)
  }

  /// Reserves a VM's address where the rack has a network of its own.
  func reserve(_ vm: VMRecord) async throws {
    guard case .nat(let network, _, _) = configuration.network, let reservation = reservation(of: vm) else { return }
    try await host.reserve(reservation, in: network)
  }

  /// Gives a VM's address back.
  func release(_ vm: VMRecord) async throws {
    guard case .nat(let network, _, _) = configuration.network, let reservation = reservation(of: vm) else { return }
    try await host.release(reservation, in: network)
  }

  /// Sees to it that a VM of a manifest has its address and its domain: libvirt may have lost both in a power cut.
  func ensureDefined(_ vm: VMRecord) async throws {
    try await reserve(vm)
    if try await !isDefined(vm) {
      try await host.define(xml: host.xml(for: definition(of: vm, for: find(vm.name).tenant)))
    }
    try await host.setAutostart(vm.uuid, true)
  }

  /// Whether a domain with this VM's UUID is defined and carries this rack's mark.
  ///
  /// Throws `notPermitted` when the UUID is there with another mark: it is not ours to touch.
  func isDefined(_ vm: VMRecord) async throws -> Bool {
    guard try await host.machine(vm.uuid) != nil else { return false }
    guard try await host.rack(of: vm.uuid) == configuration.rack else {
      throw Failure(
        .notPermitted,
        "the domain with the UUID of \(vm.name) does not carry this rack's mark: not touched",
        hint: "look at it: virsh dumpxml \(vm.uuid.text)"
      )
    }
    return true
  }
}
