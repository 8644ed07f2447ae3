/// The tenants' manifests: strict to read, durable to write, one writer a tenant.
public struct ManifestStore: Sendable {
  private let layout: StateLayout
  private let locks: Locks
  private var directory: RecordDirectory<Tenant> { RecordDirectory(path: layout.tenants) }

  /// Makes a store.
  public init(_ layout: StateLayout, locks: Locks) {
    self.layout = layout
    self.locks = locks
  }

  /// All manifests; those that cannot be used are reported, not dropped.
  public func all() throws(Failure) -> Manifests {
    let found = try directory.all()
    return Manifests(tenants: found.records, unreadable: found.unreadable)
  }

  /// One tenant, or nil when there is none of that name.
  ///
  /// - Throws: `Failure(.invalidFile)` with all faults of the manifest, `.notPermitted` for a mode that is too open.
  public func read(_ name: TenantName) throws(Failure) -> Tenant? { try directory.read(name.description) }

  /// Changes a tenant under its lock: reads it again, lets `body` change it, and writes it if it is another.
  ///
  /// - Throws: `Failure(.notFound)`, `.invalidFile` when the manifest has faults, `.busy`, `.cannotCreate`; and what
  ///   `body` throws, with nothing written then.
  public func change<Value>(_ name: TenantName, _ body: (inout Tenant) throws -> Value) throws -> Value {
    try locks.holding(.tenant(name)) {
      guard let before = try read(name) else { throw Self.unknown(name) }
      var tenant = before
      let value = try body(&tenant)
      if tenant != before { try directory.write(tenant) }
      return value
    }
  }

  /// Adds a tenant; never replaces one, and there is one `--self` only.
  ///
  /// - Throws: `Failure(.cannotCreate)` when there is such a tenant.
  public func add(_ tenant: Tenant) throws {
    try locks.holding(.tenants) {
      let manifests = try all()
      if tenant.isSelf, let owner = manifests.tenants.first(where: \.isSelf) {
        throw Failure(.cannotCreate, "\(owner.name) stands for the owner already; there is one --self tenant")
      }
      let isThere = try directory.stems().contains(tenant.name.description)
      guard !isThere else {
        throw Failure(.cannotCreate, "tenant \(tenant.name) exists already", hint: "coloc tenant show \(tenant.name)")
      }
      try directory.create(tenant)
    }
  }

  /// Removes a tenant's manifest, after `check` has seen it under the lock and thrown nothing.
  ///
  /// - Throws: `Failure(.notFound)`, `.invalidFile`, `.busy`, or what `check` throws.
  public func remove(_ name: TenantName, check: (Tenant) throws -> Void) throws {
    try locks.holding(.tenants) {
      try locks.holding(.tenant(name)) {
        guard let tenant = try read(name) else { throw Self.unknown(name) }
        try check(tenant)
        try directory.remove(name.description)
      }
    }
  }

  private static func unknown(_ name: TenantName) -> Failure {
    Failure(.notFound, "there is no tenant \(name)", hint: "coloc tenant list")
  }
}
