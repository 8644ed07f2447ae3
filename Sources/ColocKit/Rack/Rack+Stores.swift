extension Rack {
  /// Times as the owner reads them.
  public var localTime: LocalTime { LocalTime(zone: configuration.timezone) }

  /// The tenants' manifests.
  var manifests: ManifestStore { state.manifests }

  /// Writes one line of the audit log; a torn last line, set aside, is said.
  func audit(
    tenant: TenantName? = nil,
    object: String? = nil,
    fields: [String] = [],
    reason: String? = nil
  ) throws {
    let torn = try state.audit.append(
      AuditEntry(
        when: time.now(),
        who: who,
        command: command,
        tenant: tenant,
        object: object,
        fields: fields,
        reason: reason
      )
    )
    if let torn { narrator.say("the audit log ended in a torn line; it was set aside in \(torn.path)") }
  }

  /// A VM and its tenant by the VM's name; throws `notFound`, or `invalidFile` when a manifest that cannot be read
  /// might have it.
  public func find(_ name: VMName) throws -> (tenant: Tenant, vm: VMRecord) {
    let manifests = try manifests.all()
    if let found = manifests.vm(name) { return found }
    if let unreadable = manifests.unreadable.first { throw unreadable.failure }
    let trashed = try state.tombstones.all().contains { $0.vm.name == name }
    throw Failure(
      .notFound,
      "there is no VM named \(name)",
      hint: trashed ? "it is in the trash: coloc vm restore-deleted \(name)" : "see: coloc vm list"
    )
  }

  /// A tenant by name; throws `notFound`.
  public func tenant(_ name: TenantName) throws -> Tenant {
    guard let tenant = try manifests.read(name) else {
      throw Failure(
        .notFound,
        "there is no tenant named \(name)",
        hints: ["see: coloc tenant list", "or add it: coloc tenant add \(name) --display-name \"…\" --language fr"]
      )
    }
    return tenant
  }

  /// Whether a tenant's manifest has a VM, by its UUID.
  func isRecorded(_ vm: VMRecord, of tenant: TenantName) throws -> Bool {
    try manifests.read(tenant)?.vms.contains { $0.uuid == vm.uuid } ?? false
  }

  /// The same for the VM of an operation; false for one without.
  func isRecorded(_ intent: Intent) throws -> Bool {
    guard let tenant = intent.tenant, let vm = intent.vm else { return false }
    return try isRecorded(vm, of: tenant)
  }

  /// The host's record, made by `init`; throws `configuration` when `init` never finished.
  func hostRecord() throws -> HostRecord {
    guard let record = try state.hosts.read(configuration.host.name) else {
      throw Failure(
        .configuration,
        "host \(configuration.host.name) was never tried out",
        hint: "run: coloc init (it repairs)"
      )
    }
    return record
  }
}
