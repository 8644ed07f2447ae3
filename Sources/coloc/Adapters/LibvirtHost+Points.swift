internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: PointHost {
  var isHere: Bool { isLocal }

  func pointForm(of uuid: UUID) async throws -> PointForm {
    try await ask("look at a VM's disks") { connection in
      let isActive = try await connection.domain(uuid: uuid)?.id != nil
      let domain = try DomainDescription(xml: try await connection.domainXML(uuid, inactive: !isActive))
      var disks: [PointSource] = []
      var others: [String] = []
      for disk in domain.disks {
        if ["disk", "lun"].contains(disk.device), !disk.isReadOnly {
          disks.append(try await Self.source(disk, of: uuid, connection))
        } else {
          others.append(disk.target)
        }
      }
      return PointForm(disks: disks, others: others, nvram: domain.nvram)
    }
  }

  private static func source(
    _ disk: DiskDescription,
    of uuid: UUID,
    _ connection: Connection
  ) async throws -> PointSource {
    let path: String? =
      switch disk.source {
      case .file(let path), .block(let path): path
      case .volume(let pool, let name): try await connection.volume(named: name, pool: pool)?.path
      case nil: nil
      }
    let format = disk.format ?? "raw"
    return PointSource(
      target: disk.target,
      path: path,
      format: format,
      capacity: ByteCount(bytes: Int64(clamping: try await capacity(of: disk.target, of: uuid, on: connection))),
      isFollowed: format == "qcow2" && path.flatMap(QCOW2Version.compat) == "1.1"
    )
  }

  func checkpoints(of uuid: UUID) async throws -> [String] {
    try await ask("list a VM's checkpoints") { connection in
      do {
        return try await connection.checkpoints(uuid)
      } catch let error as LibvirtError where error.code == .noDomain {
        return []
      }
    }
  }

  func written(since checkpoint: String, of uuid: UUID) async throws -> [String: ByteCount]? {
    try await ask("tell what a VM wrote") { connection in
      do {
        let xml = try await connection.checkpointXML(uuid, named: checkpoint, sizes: true)
        let disks = try CheckpointDescription(xml: xml).disks
        // A bitmap that is lost has no size, and is no error.
        let sizes = disks.compactMap { disk in
          disk.size.map { (disk.target, ByteCount(bytes: Int64(clamping: $0))) }
        }
        guard sizes.count == disks.count else { return nil }
        return Dictionary(sizes) { first, _ in first }
      } catch let error as LibvirtError where error.isTrackLost {
        return nil
      }
    }
  }

  func deleteCheckpoint(_ name: String, of uuid: UUID, onlyNotes: Bool) async throws {
    try await order("remove a VM's checkpoint") { connection in
      do {
        try await connection.deleteCheckpoint(uuid, named: name, metadataOnly: onlyNotes)
      } catch let error as LibvirtError where [.noCheckpoint, .noDomain].contains(error.code) {}
    }
  }

  func freeze(_ uuid: UUID) async throws -> Int {
    try await order("bring a guest to rest") { connection in
      // Without it libvirt waits for ever, and so would whoever wants to thaw.
      try await connection.agentSetResponseTimeout(uuid, seconds: 10)
      return try await connection.freeze(uuid)
    }
  }

  func thaw(_ uuid: UUID) async throws {
    try await order("let a guest go on") { _ = try await $0.thaw(uuid) }
  }

  func beginBackup(of uuid: UUID, _ request: BackupRequest) async throws -> BackupStart {
    try await order("begin the copy of a VM") { connection in
      let disks = request.disks.map { BackupDefinition.Disk(target: $0.target, file: $0.file, since: $0.since) }
      let left = request.others.map { BackupDefinition.Disk(target: $0, file: nil) }
      let targets = disks.map(\.target) + request.others
      let checkpoint = request.checkpoint.map { name in
        let others = targets.filter { !request.followed.contains($0) }
        return CheckpointDefinition(name: name, noted: request.followed, others: others)
      }
      // What an earlier job ended with must not be taken for this one's end.
      _ = try await connection.takeJobResult(uuid)
      do {
        try await connection.beginBackup(
          uuid,
          backup: BackupDefinition(disks: disks + left).xml,
          checkpoint: checkpoint?.xml,
          intoExisting: true
        )
        return .begun
      } catch let error as LibvirtError where error.isTrackLost {
        return .trackLost(error.message)
      }
    }
  }

  func limitBackup(of uuid: UUID, targets: [String], rate: ByteCount) async throws {
    try await order("limit the copy of a VM") { connection in
      for target in targets {
        do {
          try await connection.setBlockJobSpeed(uuid, disk: target, bytesPerSecond: UInt64(clamping: rate.bytes))
        } catch let error as LibvirtError where error.isAbsent || error.code == .invalidArgument {
          // This disk's part of the job is over.
        }
      }
    }
  }

  func backupJob(of uuid: UUID) async throws -> BackupJob {
    try await ask("look for a VM's job") { connection in
      do {
        guard let job = try await connection.job(uuid) else { return .idle }
        guard job.isBackup else { return .other }
        return .running(done: Int64(clamping: job.done), total: Int64(clamping: job.total))
      } catch let error as LibvirtError where error.isAbsent {
        return .idle
      }
    }
  }

  func backupEnd(of uuid: UUID) async throws -> BackupEnd? {
    try await ask("tell how a copy ended") { connection in
      do {
        guard let result = try await connection.takeJobResult(uuid), result.isBackup else { return nil }
        return BackupEnd(isSuccess: result.isSuccess == true, reason: result.message)
      } catch let error as LibvirtError where error.isAbsent {
        return nil
      }
    }
  }

  func abortBackup(of uuid: UUID) async throws {
    try await order("end the copy of a VM") { connection in
      do {
        try await connection.abortJob(uuid)
      } catch let error as LibvirtError where error.isAbsent {}
    }
  }

  func startHeld(_ uuid: UUID) async throws {
    try await order("start a VM without letting it run") { try await $0.startDomain(uuid, paused: true) }
  }

  func endHeld(_ uuid: UUID) async throws {
    try await order("end a VM that was held") { connection in
      for _ in 0..<2 {
        guard try await connection.domain(uuid: uuid)?.state == .paused else { return }
        // Asked, not cut off: QEMU writes down what it followed only when it may end by itself.
        if (try? await connection.destroyDomain(uuid, graceful: true)) != nil { return }
      }
      guard try await connection.domain(uuid: uuid)?.state == .paused else { return }
      try await connection.destroyDomain(uuid)
    }
  }
}

extension LibvirtError {
  /// Whether the bitmap since which to copy is lost: said by a code, or by words before libvirt had one for all of them.
  fileprivate var isTrackLost: Bool {
    guard !isConnectionLost else { return false }
    return [.checkpointInconsistent, .noCheckpoint].contains(code) || message.lowercased().contains("bitmap")
  }

  /// Whether the domain is off or gone: nothing to look at.
  fileprivate var isAbsent: Bool { [.operationInvalid, .noDomain].contains(code) }
}
