internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: VolumeHost {
  func pool(_ name: String) async throws -> StoragePool? {
    try await ask("look at pool \(name)") { connection in
      // libvirt's figures are those of the last refresh; it refuses one while something is uploaded.
      try? await connection.refreshPool(name)
      guard let pool = try await connection.pool(named: name) else { return nil }
      return StoragePool(pool)
    }
  }

  func volumes(in pool: String) async throws -> [Volume] {
    try await ask("list the volumes of \(pool)") { connection in
      try await connection.volumes(pool: pool).map(Volume.init)
    }
  }

  func volume(_ name: String, in pool: String) async throws -> Volume? {
    try await ask("look at volume \(name)") { try await $0.volume(named: name, pool: pool).map(Volume.init) }
  }

  func createDisk(
    _ name: String,
    in pool: String,
    capacity: ByteCount,
    above base: String,
    baseFormat: ImageRecord.Format
  ) async throws {
    try await order("make disk \(name)") { connection in
      guard let path = try await connection.volume(named: base, pool: pool)?.path else {
        throw Failure(.notFound, "the image's volume \(base) is gone from pool \(pool)")
      }
      let definition = VolumeDefinition(
        name: name,
        capacity: UInt64(capacity.bytes),
        format: "qcow2",
        backing: .init(path: path, format: baseFormat.rawValue)
      )
      _ = try await connection.createVolume(definition.xml, pool: pool)
    }
  }

  func createVolume(_ name: String, in pool: String, capacity: ByteCount, format: ImageRecord.Format) async throws {
    try await order("make volume \(name)") { connection in
      let definition = VolumeDefinition(name: name, capacity: UInt64(capacity.bytes), format: format.rawValue)
      _ = try await connection.createVolume(definition.xml, pool: pool)
    }
  }

  func upload(
    _ path: String,
    to name: String,
    in pool: String,
    progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    try await order("fill volume \(name)") { connection in
      let isCopied = try await connection.copy(fileDescriptorOf: path, toLocal: name, pool: pool) {
        progress(Int64(clamping: $0))
      }
      guard !isCopied else {
        // As libvirt does by itself behind an upload: sizes and format are those of its last look.
        try? await connection.refreshPool(pool)
        return
      }
      try await connection.upload(fileDescriptorOf: path, to: name, pool: pool) { progress(Int64(clamping: $0)) }
    }
  }

  func deleteVolume(_ name: String, in pool: String) async throws {
    try await order("remove volume \(name)") { connection in
      do {
        try await connection.deleteVolume(named: name, pool: pool)
      } catch let error as LibvirtError where error.code == .noStorageVolume {}
    }
  }
}

extension StoragePool {
  init(_ record: PoolRecord) {
    self.init(
      name: record.name,
      path: record.path ?? "",
      active: record.state == .running,
      available: ByteCount(bytes: Int64(clamping: record.available))
    )
  }
}

extension Volume {
  init(_ record: VolumeRecord) {
    self.init(
      name: record.name,
      capacity: ByteCount(bytes: Int64(clamping: record.capacity)),
      allocation: ByteCount(bytes: Int64(clamping: record.allocation))
    )
  }
}
