internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: ChangeHost {
  func sizes(of uuid: UUID) async throws -> MachineSizes {
    try await ask("read a VM's sizes") { connection in
      let sizes = try await connection.domainSizes(uuid)
      return MachineSizes(
        memory: ByteCount(bytes: Int64(clamping: sizes.memory)),
        vcpus: sizes.vcpus,
        liveVCPUs: sizes.liveVCPUs,
        liveMaximumVCPUs: sizes.liveMaximumVCPUs
      )
    }
  }

  func setMemory(_ uuid: UUID, _ memory: ByteCount) async throws {
    try await order("set a VM's memory") { try await $0.setDomainMemory(uuid, bytes: UInt64(memory.bytes)) }
  }

  func setVCPUs(_ uuid: UUID, _ count: Int) async throws {
    try await order("set a VM's processors") { try await $0.setVCPUs(uuid, count) }
  }

  func plugVCPUs(_ uuid: UUID, _ count: Int) async throws -> Bool {
    try await order("plug processors into a running VM") { try await $0.plugVCPUs(uuid, count) }
    guard let answers = try? await agentAnswers(uuid), answers else { return false }
    // They are there: what the agent makes of them changes the words only. A guest needs a moment to see them.
    let connection = try await connection()
    for _ in 0..<Self.looks {
      if (try? await connection.useVCPUs(uuid, count)) != nil { return true }
      try await Task.sleep(for: .milliseconds(250))
    }
    return false
  }

  /// Five seconds: an emulated guest on a busy host has been seen to take two.
  private static let looks = 20

  func diskCapacity(_ uuid: UUID, disk: String) async throws -> ByteCount {
    try await ask("look at a VM's disk") { connection in
      ByteCount(bytes: Int64(clamping: try await Self.capacity(of: disk, of: uuid, on: connection)))
    }
  }

  static func capacity(of disk: String, of uuid: UUID, on connection: Connection) async throws -> UInt64 {
    // A disk that names its volume is resolved at the start only.
    if try await connection.domain(uuid: uuid)?.id == nil,
      case .volume(let pool, let name) = try await source(of: disk, of: uuid, on: connection),
      let volume = try await connection.volume(named: name, pool: pool)
    {
      return volume.capacity
    }
    return try await connection.diskCapacity(uuid, disk: disk)
  }

  func growDisk(_ uuid: UUID, disk: String, to size: ByteCount) async throws {
    try await order("grow a VM's disk") { connection in
      let bytes = UInt64(size.bytes)
      guard try await Self.capacity(of: disk, of: uuid, on: connection) < bytes else { return }
      // What has a number has a QEMU that holds the disk, whatever its state is called.
      if try await connection.domain(uuid: uuid)?.id != nil {
        return try await connection.blockResize(uuid, disk: disk, bytes: bytes)
      }
      let path = try await Self.path(of: disk, of: uuid, on: connection)
      do {
        try await connection.resizeVolume(path: path, capacity: bytes)
      } catch let error as LibvirtError where error.code == .noStorageVolume {
        throw Failure(
          .cannotCreate,
          "\(Printable.clean(path)) is in no libvirt pool: it can grow only while its VM runs",
          hint: "start the VM, then resize it"
        )
      }
    }
  }

  /// The file or device of a disk that is named by its target or by that very path.
  private static func path(of disk: String, of uuid: UUID, on connection: Connection) async throws -> String {
    switch try await source(of: disk, of: uuid, on: connection) {
    case .file(let path), .block(let path): return path
    case .volume(let pool, let name): return try await connection.volume(named: name, pool: pool)?.path ?? disk
    default: return disk
    }
  }

  /// Where a disk lies that is named by its target; nil for one that is named by its path.
  private static func source(
    of disk: String,
    of uuid: UUID,
    on connection: Connection
  ) async throws -> DiskDefinition.Source? {
    let domain = try DomainDescription(xml: try await connection.domainXML(uuid, inactive: true))
    return domain.disks.first { $0.target == disk }?.source
  }

  func setTitle(_ uuid: UUID, _ title: String) async throws {
    try await order("set a VM's title") { try await $0.setDomainTitle(uuid, title) }
  }
}
