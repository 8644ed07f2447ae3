extension Rack {
  /// Makes or repairs everything that a rack has on its host: pool, network, filters, and what was tried about KVM.
  ///
  /// Can be repeated at any time; a guest is never touched. Says what it did, a line each.
  public func prepare() async throws -> [String] {
    try await holding(.rack) { try await prepareLocked() }
  }

  private func prepareLocked() async throws -> [String] {
    let vms = try knownRecords()
    let trashed = try Set(state.tombstones.all().map(\.vm.uuid))
    var lines = try await host.prepare(
      configuration,
      reservations: vms.filter { !trashed.contains($0.uuid) }.compactMap(reservation(of:))
    )
    let facts = try await host.facts()
    let probe = try await host.probe(pool: configuration.pool.name)
    try state.hosts.write(
      HostRecord(
        name: configuration.host.name,
        uri: configuration.host.uri,
        kvm: probe.kvmFault == nil,
        kvmFault: probe.kvmFault,
        machine: probe.machine,
        libvirtVersion: facts.libvirtVersion,
        hypervisorVersion: facts.hypervisorVersion,
        probed: time.now()
      )
    )
    lines.append(
      probe.kvmFault.map { "KVM does not work here (\($0)): VMs are emulated, several times slower" }
        ?? "KVM works: a guest ran under it"
    )
    try audit(object: configuration.host.name, fields: ["host"])
    return lines
  }
}
