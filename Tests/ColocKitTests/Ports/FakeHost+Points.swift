import ColocKit
import Foundation

extension FakeHost: PointHost {
  nonisolated var isHere: Bool { true }

  private func change<Value>(_ uuid: UUID, _ body: (inout FakePoints) throws -> Value) throws -> Value {
    guard var domain = domains[uuid] else { throw Failure(.notFound, "there is no domain \(uuid.text)") }
    defer { domains[uuid] = domain }
    return try body(&domain.points)
  }

  private func refuseOff(_ uuid: UUID) throws {
    guard try domain(uuid).state.isActive else { throw Failure(.unexpected, "the domain is not running") }
  }

  func pointForm(of uuid: UUID) async throws -> PointForm {
    try call("point form") {
      let points = try domain(uuid).points
      let disks = points.disks.sorted { $0.key < $1.key }.map { target, path in
        PointSource(
          target: target,
          path: path,
          format: points.raw.contains(target) ? "raw" : "qcow2",
          capacity: .gibibytes(20),
          isFollowed: !points.raw.contains(target)
        )
      }
      return PointForm(disks: disks, others: ["vdz"], nvram: points.nvram)
    }
  }

  func checkpoints(of uuid: UUID) async throws -> [String] {
    try call("checkpoints") { domains[uuid]?.points.checkpoints.map(\.name) ?? [] }
  }

  func written(since checkpoint: String, of uuid: UUID) async throws -> [String: ByteCount]? {
    try call("written") {
      try refuseOff(uuid)
      let points = try domain(uuid).points
      guard let dirty = points.dirty(since: checkpoint),
        let followed = points.checkpoints.first(where: { $0.name == checkpoint })?.followed
      else { return nil }
      let sizes = followed.map { disk in
        (disk, ByteCount(bytes: Int64(dirty.filter { $0.disk == disk }.count) << 16))
      }
      return Dictionary(sizes) { first, _ in first }
    }
  }

  func deleteCheckpoint(_ name: String, of uuid: UUID, onlyNotes: Bool) async throws {
    try call(onlyNotes ? "forget checkpoint" : "delete checkpoint") {
      guard domains[uuid] != nil else { return }
      if onlyNotes { return try change(uuid) { $0.checkpoints.removeAll { $0.name == name } } }
      try refuseOff(uuid)
      try change(uuid) { points in
        if points.isTrackLost || points.undeletable.contains(name) {
          throw Failure(.unexpected, "bitmap is inconsistent")
        }
        points.delete(checkpoint: name)
      }
    }
  }

  func freeze(_ uuid: UUID) async throws -> Int {
    try call("freeze") {
      try change(uuid) { points in
        points.isFrozen = true
        if points.freezesLate { throw Failure(.unreachable, "the agent does not answer") }
        return 1
      }
    }
  }

  func thaw(_ uuid: UUID) async throws {
    try call("thaw") {
      try change(uuid) { points in
        guard points.refusesThaw == 0 else {
          points.refusesThaw -= 1
          throw Failure(.unreachable, "the agent does not answer")
        }
        points.isFrozen = false
      }
    }
  }

  func beginBackup(of uuid: UUID, _ request: BackupRequest) async throws -> BackupStart {
    try call("begin") {
      try refuseOff(uuid)
      return try change(uuid) { points in
        if points.job != nil { violation("a job beside a job") }
        var files: [(String, [String: String])] = []
        for disk in request.disks {
          guard FileManager.default.fileExists(atPath: disk.file) else { throw Failure(.unexpected, "no \(disk.file)") }
          guard let blocks = points.blocks(of: disk.target, since: disk.since) else { return .trackLost("no bitmap") }
          files.append((disk.file, blocks))
        }
        if let name = request.checkpoint {
          points.checkpoints.append(FakePoints.Checkpoint(name: name, followed: request.followed))
        }
        points.end = nil
        points.job = FakePoints.Job(files: files, looks: points.looks)
        return .begun
      }
    }
  }

  func limitBackup(of uuid: UUID, targets: [String], rate: ByteCount) async throws {
    try call("limit") { try refuseOff(uuid) }
  }

  func backupJob(of uuid: UUID) async throws -> BackupJob {
    try call("job") {
      guard domains[uuid]?.state.isActive == true else { return .idle }
      return try change(uuid) { points in
        if points.isBusy { return .other }
        guard var job = points.job else { return .idle }
        job.looks -= 1
        points.job = job
        guard job.looks < 0, !points.isStuck else {
          return .running(done: points.isStuck ? 1 : Int64(points.looks - job.looks), total: Int64(points.looks))
        }
        if points.nextEnd.isSuccess {
          for (path, blocks) in job.files where FileManager.default.fileExists(atPath: path) {
            try FakeImages.fill(path, blocks, forged: points.forgedBacking)
          }
        }
        (points.job, points.end) = (nil, points.nextEnd)
        points.nextEnd = BackupEnd(isSuccess: true)
        return .idle
      }
    }
  }

  func backupEnd(of uuid: UUID) async throws -> BackupEnd? {
    try call("end of job") {
      guard domains[uuid] != nil else { return nil }
      return try change(uuid) { points in
        defer { points.end = nil }
        return points.end
      }
    }
  }

  func abortBackup(of uuid: UUID) async throws {
    try call("abort") {
      guard domains[uuid] != nil else { return }
      try change(uuid) { points in
        if points.job != nil { points.end = BackupEnd(isSuccess: false, reason: "aborted") }
        points.job = nil
      }
    }
  }

  func startHeld(_ uuid: UUID) async throws {
    try call("start held") {
      guard try !domain(uuid).state.isActive else { throw Failure(.unexpected, "the domain is running") }
      domains[uuid]?.state = .paused
    }
  }

  func endHeld(_ uuid: UUID) async throws {
    try call("end held") {
      guard try domain(uuid).state == .paused else { return }
      domains[uuid]?.state = .off
      try change(uuid) { $0.job = nil }
    }
  }
}
