import Foundation
import Synchronization
import Testing
import VirtKit

@Suite(.inLab, .timeLimit(.minutes(5))) struct VirtKitStorageTests {
  /// A file with data, a hole, data and a hole at its end.
  private func sparseFile(_ name: String) throws -> (path: String, content: Data) {
    let path = FileManager.default.temporaryDirectory.appending(path: name).path
    let data = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.write(contentsOf: data)
    try file.seek(toOffset: 8 << 20)
    try file.write(contentsOf: data)
    try file.truncate(atOffset: 64 << 20)
    try file.close()
    return (path, try Data(contentsOf: URL(filePath: path)))
  }

  private func cleanUp(_ pool: String, _ connection: Connection) async throws {
    for volume in try await connection.volumeNames(pool: pool) {
      try await connection.deleteVolume(named: volume, pool: pool)
    }
    try await connection.stopPool(pool)
    try await connection.deletePool(pool)
    try await connection.undefinePool(pool)
  }

  @Test func sparseFileGoesUpAndComesDown() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let (path, content) = try sparseFile("\(pool).img")
      let down = "\(path).down"
      defer { for path in [path, down] { try? FileManager.default.removeItem(atPath: path) } }
      let volume = VolumeDefinition(name: "a.img", capacity: UInt64(content.count), format: "raw")
      let created = try await connection.createVolume(volume.xml, pool: pool)
      #expect(created.mode == "0600")
      let last = Mutex<UInt64>(0)
      try await connection.upload(fileDescriptorOf: path, to: "a.img", pool: pool) { done in
        last.withLock { last in
          #expect(done > last)
          last = done
        }
      }
      #expect(last.withLock { $0 } == UInt64(content.count))
      #expect(try Data(contentsOf: URL(filePath: created.path)) == content)
      let allocated = try await connection.volume(named: "a.img", pool: pool)?.allocation ?? .max
      #expect(allocated < 2 << 20, "holes were filled: \(allocated) bytes")
      try await connection.download(volume: "a.img", pool: pool, to: down)
      #expect(try Data(contentsOf: URL(filePath: down)) == content)
      let mode = try FileManager.default.attributesOfItem(atPath: down)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      try await cleanUp(pool, connection)
    }
  }

  /// A qcow2 volume is born with a header of its own, which a hole would leave in place.
  @Test func holesHideNothingOfWhatWasThere() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let path = FileManager.default.temporaryDirectory.appending(path: "\(pool).hole").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.truncate(atOffset: 4 << 20)
      try file.close()
      let volume = VolumeDefinition(name: "a.qcow2", capacity: 1 << 30)
      let created = try await connection.createVolume(volume.xml, pool: pool)
      try await connection.upload(fileDescriptorOf: path, to: "a.qcow2", pool: pool)
      let content = try Data(contentsOf: URL(filePath: created.path))
      #expect(content.count == 4 << 20)
      #expect(content.allSatisfy { $0 == 0 })
      try await cleanUp(pool, connection)
    }
  }

  @Test func cancelledUploadStopsAndTheVolumeGoes() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let path = FileManager.default.temporaryDirectory.appending(path: "\(pool).big").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      try Data(repeating: 1, count: 256 << 20).write(to: URL(filePath: path))
      let volume = VolumeDefinition(name: "a.img", capacity: 256 << 20, format: "raw")
      try await connection.createVolume(volume.xml, pool: pool)
      let (started, signal) = AsyncStream.makeStream(of: UInt64.self)
      let upload = Task {
        try await connection.upload(fileDescriptorOf: path, to: "a.img", pool: pool) { signal.yield($0) }
      }
      for await _ in started { break }
      upload.cancel()
      await #expect(throws: CancellationError.self) { try await upload.value }
      try await connection.deleteVolume(named: "a.img", pool: pool)
      try await cleanUp(pool, connection)
    }
  }

  @Test func backingImageIsRemembered() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let base = try await connection.createVolume(
        VolumeDefinition(name: "base.qcow2", capacity: 1 << 20).xml,
        pool: pool
      )
      let overlay = VolumeDefinition(
        name: "a.qcow2",
        capacity: 8 << 20,
        backing: DiskDefinition.Backing(path: base.path, format: "qcow2")
      )
      let record = try await connection.createVolume(overlay.xml, pool: pool)
      #expect(record.backingPath == base.path)
      #expect(record.capacity == 8 << 20)
      #expect(record.format == "qcow2")
      try await connection.resizeVolume(named: "a.qcow2", pool: pool, capacity: 16 << 20)
      #expect(try await connection.volume(named: "a.qcow2", pool: pool)?.capacity == 16 << 20)
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.createVolume(overlay.xml, pool: pool)
      }
      #expect(error?.code == .storageVolumeExists)
      try await cleanUp(pool, connection)
    }
  }
}
