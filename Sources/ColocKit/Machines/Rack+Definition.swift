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
      title: "\(vm.name) (\(tenant.name), \(vm.os.rawValue) \(vm.release))",
      osinfo: try osinfo(of: vm),
      kvm: record.kvm,
      machine: record.machine,
      poolPath: configuration.pool.path,
      plug: plug,
      filter: "\(configuration.filters)-guest\(vm.ipv6 == nil ? "" : "6")"
    )
  }

  private func osinfo(of vm: VMRecord) throws -> String {
    let defaults = try GuestDefaults(of: vm.os, from: templates)
    return defaults[vm.release]?.osinfo ?? defaults.releases.last?.osinfo ?? "http://libosinfo.org/unknown"
  }

  /// What goes onto a VM's seed: the tenant's keys, and the owner's where the agreement says so.
  func seed(of vm: VMRecord, for tenant: Tenant) throws -> SeedContents {
    let owners = tenant.isSelf || tenant.agreement?.ownerAccess == true
    let ownerKeys = owners ? try manifests.all().tenants.first(where: \.isSelf)?.sshKeys ?? [] : []
    return try SeedContents(
      SeedRequest(
        vm: vm,
        tenantKeys: tenant.sshKeys,
        ownerKeys: ownerKeys.filter { !tenant.sshKeys.contains($0) },
        network: GuestNetwork(configuration),
        timezone: configuration.timezone
      ),
      templates: templates
    )
  }

  /// The reservation that belongs to a VM.
  func reservation(of vm: VMRecord) -> Reservation {
    Reservation(mac: vm.mac, ipv4: vm.ipv4, name: vm.name.description)
  }

  /// Reserves a VM's address where the rack has a network of its own.
  func reserve(_ vm: VMRecord) async throws {
    guard case .nat(let network, _, _) = configuration.network else { return }
    try await host.reserve(reservation(of: vm), in: network)
  }

  /// Gives a VM's address back.
  func release(_ vm: VMRecord) async throws {
    guard case .nat(let network, _, _) = configuration.network else { return }
    try await host.release(reservation(of: vm), in: network)
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
