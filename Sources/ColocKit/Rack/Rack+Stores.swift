internal import Foundation

extension Rack {
  /// The tenants' manifests.
  public var manifests: ManifestStore { ManifestStore(layout: layout, command: command) }
  /// The images' records.
  public var images: ImageStore { ImageStore(layout: layout) }
  /// The operations under way.
  public var intents: IntentStore { IntentStore(layout: layout, command: command) }
  /// The trash.
  public var tombstones: TombstoneStore { TombstoneStore(layout: layout) }
  /// What `init` found out about hosts.
  public var hosts: HostStore { HostStore(layout: layout) }

  /// Writes one line of the audit log.
  func audit(
    _ verb: String? = nil,
    tenant: TenantName? = nil,
    object: String? = nil,
    fields: [String] = [],
    reason: String? = nil
  ) throws {
    try AuditLog(layout: layout).append(
      AuditEntry(
        when: time.now(), who: who, command: verb ?? command, tenant: tenant, object: object, fields: fields,
        reason: reason))
  }

  /// A VM and its tenant by the VM's name; throws `notFound`, or `invalidFile` when a manifest that cannot be read
  /// might have it.
  public func find(_ name: VMName) throws -> (tenant: Tenant, vm: VMRecord) {
    let manifests = try manifests.all()
    for tenant in manifests.tenants {
      if let vm = tenant.vms.first(where: { $0.name == name }) { return (tenant, vm) }
    }
    if let (_, fault) = manifests.unreadable.first { throw fault.failure }
    let trashed = try tombstones.all().contains { $0.vm.name == name }
    throw Failure(
      .notFound, "there is no VM named \(name)",
      hint: trashed ? "it is in the trash: coloc vm restore-deleted \(name)" : "see: coloc vm list")
  }

  /// A tenant by name; throws `notFound`.
  public func tenant(_ name: TenantName) throws -> Tenant {
    guard let tenant = try manifests.read(name) else {
      throw Failure(
        .notFound, "there is no tenant named \(name)",
        hints: ["see: coloc tenant list", "or add it: coloc tenant add \(name) --display-name \"…\" --language fr"])
    }
    return tenant
  }

  /// The host's record, made by `init`; throws `configuration` when `init` never finished.
  func hostRecord() throws -> HostRecord {
    guard let record = try hosts.read(configuration.host.name) else {
      throw Failure(
        .configuration, "host \(configuration.host.name) was never tried out", hint: "run: coloc init (it repairs)")
    }
    return record
  }
}
