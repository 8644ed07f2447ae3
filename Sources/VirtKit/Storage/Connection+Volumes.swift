import CLibvirt

extension Connection {
  /// The volumes of a running pool, sorted by name; one round trip for each.
  ///
  /// C: virStoragePoolListAllVolumes, virStorageVolGetXMLDesc.
  public func volumes(
    pool: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws -> [VolumeRecord] {
    try await perform("list volumes of pool", pool: pool, within: deadline) { pool, call in
      let pool = unsafe pool.pointer
      return try unsafe call.list(
        VolumeKind.self,
        { unsafe virStoragePoolListAllVolumes(pool, $0, 0) },
        read: { volume in try call.unlessGone(.noStorageVolume) { try volume.record(call) } }
      ).sorted { $0.name < $1.name }
    }
  }

  /// Only the names of a running pool's volumes, sorted; one round trip. C: virStoragePoolListAllVolumes.
  public func volumeNames(
    pool: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws -> [String] {
    try await perform("list volumes of pool", pool: pool, within: deadline) { pool, call in
      let pool = unsafe pool.pointer
      return try unsafe call.list(
        VolumeKind.self,
        { unsafe virStoragePoolListAllVolumes(pool, $0, 0) },
        read: { volume in unsafe virStorageVolGetName(volume.pointer).map { unsafe String(cString: $0) } }
      ).sorted()
    }
  }

  /// A volume by its name; nil only when libvirt says that the pool has none. C: virStorageVolLookupByName.
  public func volume(
    named name: String,
    pool: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws -> VolumeRecord? {
    try await unlessMissing(.noStorageVolume) {
      try await perform("look up volume", volume: name, pool: pool, within: deadline) { _, volume, call in
        try volume.record(call)
      }
    }
  }

  /// libvirt's XML of a volume. C: virStorageVolGetXMLDesc.
  public func volumeXML(
    named name: String,
    pool: some ObjectReference,
    deadline: Duration = Connection.callDeadline
  ) async throws -> String {
    try await perform("read XML of volume", volume: name, pool: pool, within: deadline) { _, volume, call in
      try unsafe call.text(virStorageVolGetXMLDesc(volume.pointer, 0))
    }
  }

  /// Creates a volume. C: virStorageVolCreateXML.
  ///
  /// - Throws: `storageVolumeExists` when the name is taken.
  @discardableResult
  public func createVolume(
    _ xml: String,
    pool: some ObjectReference,
    deadline: Duration = Connection.powerDeadline
  ) async throws -> VolumeRecord {
    let name = Self.name(in: xml) ?? "?"
    return try await perform("create volume in pool", pool: pool, within: deadline) { pool, call in
      let call = Call("create volume", on: "\(pool.name)/\(name)")
      return try unsafe VolumeHandle(virStorageVolCreateXML(pool.pointer, xml, 0), call).record(call)
    }
  }

  /// Deletes a volume; libvirt does not ask whether a domain uses it. C: virStorageVolDelete.
  public func deleteVolume(
    named name: String,
    pool: some ObjectReference,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    try await perform("delete volume", volume: name, pool: pool, within: deadline) { _, volume, call in
      _ = try unsafe call.count(virStorageVolDelete(volume.pointer, 0))
    }
  }

  /// Grows a volume that no running domain uses, to `capacity` bytes. C: virStorageVolResize.
  public func resizeVolume(
    named name: String,
    pool: some ObjectReference,
    capacity: UInt64,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    try await perform("resize volume", volume: name, pool: pool, within: deadline) { _, volume, call in
      _ = try unsafe call.count(virStorageVolResize(volume.pointer, capacity, 0))
    }
  }

  /// The same for a volume by its path, in whichever running pool it is.
  ///
  /// C: virStorageVolLookupByPath, virStorageVolResize.
  ///
  /// - Throws: `noStorageVolume` when no running pool has it.
  public func resizeVolume(
    path: String,
    capacity: UInt64,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    try await perform(Call("resize volume", on: path), within: deadline) { connection, call in
      let volume = try unsafe VolumeHandle(virStorageVolLookupByPath(connection.pointer, path), call)
      _ = try unsafe call.count(virStorageVolResize(volume.pointer, capacity, 0))
    }
  }
}

extension Handle where Kind == VolumeKind {
  func record(_ call: Call) throws -> VolumeRecord {
    try VolumeRecord(parsing: unsafe call.text(virStorageVolGetXMLDesc(pointer, 0)))
  }
}
