internal import ColocKit
internal import Foundation
internal import VirtKit

/// The rack's storage pool: a directory, root's, 0711, so that QEMU's user can pass and nobody can list.
struct RackPool {
  let pool: Configuration.Pool
  let uuid: UUID

  init(_ configuration: Configuration) {
    pool = configuration.pool
    uuid = RackUUID.derived(from: configuration.rack, for: "pool:\(configuration.pool.name)")
  }

  func prepare(on connection: Connection) async throws -> [String] {
    var record = try await connection.pool(named: pool.name)
    try await LibvirtHost.refuseForeign(record?.uuid, uuid, "pool \(pool.name)")
    if let path = record?.path, path != pool.path {
      throw Failure(
        .configuration,
        "pool \(pool.name) lies at \(path) in libvirt and at \(pool.path) in coloc.yaml",
        hint: "write the first into coloc.yaml; coloc moves no disks"
      )
    }
    if record == nil {
      record = try await connection.definePool(PoolDefinition(name: pool.name, uuid: uuid, path: pool.path).xml)
    }
    if record?.state != .running {
      // Also for one that was there: an init that was killed behind the definition has made no directory yet. One that
      // exists keeps its files and gets the definition's mode.
      try await connection.buildPool(uuid)
      try await connection.startPool(uuid)
    }
    try await connection.setPoolAutostart(uuid, true)
    return ["pool \(pool.name) at \(pool.path) is there"]
  }

  /// The directory goes only when it is empty: what coloc did not make stays.
  func remove(on connection: Connection) async throws -> [String] {
    guard let record = try await connection.pool(named: pool.name), record.uuid == uuid else { return [] }
    var left: [String] = []
    if record.state == .running {
      try await connection.refreshPool(uuid)
      left = try await connection.volumeNames(pool: uuid)
      try await connection.stopPool(uuid)
    }
    guard left.isEmpty else {
      try await connection.undefinePool(uuid)
      return ["pool \(pool.name) is removed; \(pool.path) stays, for it holds \(left.count) files that are not coloc's"]
    }
    try? await connection.deletePool(uuid)
    try await connection.undefinePool(uuid)
    return ["pool \(pool.name) is removed"]
  }
}
