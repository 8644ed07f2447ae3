/// The tenants' manifests: strict to read, durable to write, one writer a tenant.
public struct ManifestStore: Sendable {
  private let layout: StateLayout
  private let command: String
  private let wait: Duration
  private var directory: RecordDirectory<Tenant> { RecordDirectory(path: layout.tenants) }

  /// The store of a layout, for a command by its name.
  ///
  /// - Parameters:
  ///   - layout: Where the files are.
  ///   - command: What other commands read who wait for this one, without values that are about people.
  ///   - wait: How long to wait for another command.
  public init(layout: StateLayout, command: String, wait: Duration = FileLock.patience) {
    self.layout = layout
    self.command = command
    self.wait = wait
  }

  /// All manifests; those that cannot be used are reported, not dropped.
  public func all() throws(Failure) -> Manifests {
    let found = try directory.records()
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
    let lock = try lock(name)
    defer { lock.release() }
    guard let before = try read(name) else { throw Self.unknown(name) }
    var tenant = before
    let value = try body(&tenant)
    guard tenant.name == name else { throw Failure(.unexpected, "tenant \(name) cannot become \(tenant.name)") }
    if tenant != before { try directory.write(tenant) }
    return value
  }

  /// Adds a tenant; never replaces one, and there is one `--self` only.
  ///
  /// - Throws: `Failure(.cannotCreate)` when there is such a tenant.
  public func add(_ tenant: Tenant) throws(Failure) {
    let lock = try lockList()
    defer { lock.release() }
    if tenant.isSelf, let owner = try all().tenants.first(where: \.isSelf) {
      throw Failure(.cannotCreate, "\(owner.name) stands for the owner already; there is one --self tenant")
    }
    let isThere = try directory.stems().contains(tenant.name.description)
    guard !isThere else {
      throw Failure(.cannotCreate, "tenant \(tenant.name) exists already", hint: "coloc tenant show \(tenant.name)")
    }
    try directory.create(tenant)
  }

  /// Removes a tenant's manifest, after `check` has seen it under the lock and thrown nothing.
  ///
  /// - Throws: `Failure(.notFound)`, `.invalidFile`, `.busy`, or what `check` throws.
  public func remove(_ name: TenantName, check: (Tenant) throws -> Void) throws {
    let list = try lockList()
    defer { list.release() }
    let lock = try lock(name)
    defer { lock.release() }
    guard let tenant = try read(name) else { throw Self.unknown(name) }
    try check(tenant)
    try directory.remove(name.description)
  }

  private func lock(_ name: TenantName) throws(Failure) -> FileLock {
    try FileLock.acquire(layout.lock("tenant-\(name)"), of: "tenant \(name)", command: command, wait: wait)
  }

  private func lockList() throws(Failure) -> FileLock {
    try FileLock.acquire(layout.lock("tenants"), of: "the list of tenants", command: command, wait: wait)
  }

  private static func unknown(_ name: TenantName) -> Failure {
    Failure(.notFound, "there is no tenant \(name)", hint: "coloc tenant list")
  }
}
