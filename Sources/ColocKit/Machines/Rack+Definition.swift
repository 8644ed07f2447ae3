extension Rack {
  /// What libvirt is told about a VM, from its record alone: the same record gives the same definition.
  ///
  /// Throws `unexpected` for an adopted VM, whose definition is libvirt's own: see `domainXML(of:for:)`.
  func definition(of vm: VMRecord, for tenant: Tenant) throws -> MachineDefinition {
    guard vm.adoption == nil else { throw Failure(.unexpected, "\(vm.name) was adopted: coloc has no form for it") }
    return try definition(of: vm, for: tenant.name, on: hostRecord(), osinfo: osinfo(of: vm))
  }

  /// The same from what was read before, for many VMs at once.
  func definition(of vm: VMRecord, for tenant: TenantName, on record: HostRecord, osinfo: String) -> MachineDefinition {
    let plug: MachineDefinition.Plug =
      switch configuration.network {
      case .nat(let name, _, _): .network(name)
      case .bridge(let device, _, _, _): .bridge(device)
      }
    return MachineDefinition(
      vm: vm,
      rack: configuration.rack,
      tenant: tenant,
      title: title(of: vm, for: tenant),
      osinfo: osinfo,
      kvm: vm.kvm ?? record.kvm,
      machine: vm.machine ?? record.machine,
      poolPath: configuration.pool.path,
      plug: plug,
      filter: filter(of: vm)
    )
  }

  /// The line that other tools show of a VM: the owner's, or coloc's own.
  func title(of vm: VMRecord, for tenant: TenantName) -> String { vm.title ?? "\(vm.name) (\(tenant), \(vm.system))" }

  /// The packet filter that belongs on a VM's interface.
  func filter(of vm: VMRecord) -> String { "\(configuration.filters)-guest\(vm.ipv6 == nil ? "" : "6")" }

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
    let tenant = try find(vm.name).tenant
    if try await !isDefined(vm) { try await host.define(xml: domainXML(of: vm, for: tenant)) }
    try await settleAutostart(of: vm, tenant)
  }

  /// Whether a domain with this VM's UUID is defined and carries this rack's mark.
  ///
  /// Throws `notPermitted` when the UUID is there with another mark: it is not ours to touch.
  func isDefined(_ vm: VMRecord) async throws -> Bool {
    guard try await host.machine(vm.uuid) != nil else { return false }
    guard try await host.rack(of: vm.uuid) == configuration.rack else { throw otherMark(vm) }
    return true
  }

  /// That a VM's UUID is there with another mark, or none.
  func otherMark(_ vm: VMRecord) -> Failure {
    Failure(
      .notPermitted,
      "the domain with the UUID of \(vm.name) does not carry this rack's mark: not touched",
      hint: "look at it: virsh dumpxml \(vm.uuid.text)"
    )
  }
}
