import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Every storage pool, running or not, sorted by name. C: virConnectListAllStoragePools.
  public func pools(deadline: Duration = Connection.callDeadline) async throws -> [PoolRecord] {
    try await perform(Call("list pools", on: uri), within: deadline) { connection, call in
      let connection = unsafe connection.pointer
      return try unsafe call.list(
        PoolKind.self,
        { unsafe virConnectListAllStoragePools(connection, $0, 0) },
        read: { pool in try call.unlessGone(.noStoragePool) { try pool.record(call.naming(pool.name)) } }
      ).sorted { $0.name < $1.name }
    }
  }

  /// A pool by its name; nil only when libvirt says that there is none. C: virStoragePoolLookupByName.
  public func pool(named name: String, deadline: Duration = Connection.callDeadline) async throws -> PoolRecord? {
    try await pool(name, deadline: deadline)
  }

  /// A pool by its UUID; nil only when libvirt says that there is none. C: virStoragePoolLookupByUUID.
  public func pool(uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> PoolRecord? {
    try await pool(uuid, deadline: deadline)
  }

  private func pool(_ pool: some ObjectReference, deadline: Duration) async throws -> PoolRecord? {
    try await unlessMissing(.noStoragePool) {
      try await perform("look up pool", pool: pool, within: deadline) { try $0.record($1) }
    }
  }

  /// Defines a persistent pool from XML that must follow libvirt's schema. C: virStoragePoolDefineXML.
  @discardableResult
  public func definePool(_ xml: String, deadline: Duration = Connection.callDeadline) async throws -> PoolRecord {
    try await perform(Call("define pool", on: Self.name(in: xml)), within: deadline) { connection, call in
      let flags = VIR_STORAGE_POOL_DEFINE_VALIDATE.rawValue
      return try unsafe PoolHandle(virStoragePoolDefineXML(connection.pointer, xml, flags), call).record(call)
    }
  }

  /// Makes the pool's place, for a directory with the owner and mode of its definition. C: virStoragePoolBuild.
  public func buildPool(_ pool: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("build pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolBuild(pool.pointer, 0))
    }
  }

  /// Starts a pool. C: virStoragePoolCreate.
  public func startPool(_ pool: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("start pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolCreate(pool.pointer, 0))
    }
  }

  /// Makes a pool start with the daemon, or not. C: virStoragePoolSetAutostart.
  public func setPoolAutostart(
    _ pool: some ObjectReference,
    _ on: Bool,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("set autostart of pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolSetAutostart(pool.pointer, on ? 1 : 0))
    }
  }

  /// Looks again at what the pool holds: files that came or went without libvirt. C: virStoragePoolRefresh.
  ///
  /// Fails with `internalError` while a volume is being uploaded or made there.
  public func refreshPool(_ pool: some ObjectReference, deadline: Duration = Connection.powerDeadline) async throws {
    try await perform("refresh pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolRefresh(pool.pointer, 0))
    }
  }

  /// Stops a pool; what it holds stays. C: virStoragePoolDestroy.
  public func stopPool(_ pool: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("stop pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolDestroy(pool.pointer))
    }
  }

  /// Removes the place of a stopped pool: for a directory, only when it is empty. C: virStoragePoolDelete.
  public func deletePool(_ pool: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("delete pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolDelete(pool.pointer, 0))
    }
  }

  /// Forgets a stopped pool; what it holds stays. C: virStoragePoolUndefine.
  public func undefinePool(_ pool: some ObjectReference, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("undefine pool", pool: pool, within: deadline) { pool, call in
      _ = try unsafe call.count(virStoragePoolUndefine(pool.pointer))
    }
  }
}
