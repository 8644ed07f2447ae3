import Foundation
import Synchronization
import Testing
import VirtKit

@Suite(.inLab, .timeLimit(.minutes(5))) struct VirtKitStorageTests {
  /// A file with data, a hole, data and a hole at its end.
  private func sparseFile(
    _ name: String,
    in directory: String = FileManager.default.temporaryDirectory.path
  ) throws -> (path: String, content: Data) {
    let path = "\(directory)/\(name)"
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

  @Test func sparseFileIsCopiedWithoutTheDaemon() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      // From the same file system the kernel copies; between two it cannot.
      for (name, directory) in [("same", "/var/lib/libvirt"), ("other", "/run")] {
        let (path, content) = try sparseFile("\(pool).\(name)", in: directory)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let volume = VolumeDefinition(name: "\(name).img", capacity: UInt64(content.count), format: "raw")
        let created = try await connection.createVolume(volume.xml, pool: pool)
        let last = Mutex<UInt64>(0)
        let isCopied = try await connection.copy(fileDescriptorOf: path, toLocal: volume.name, pool: pool) { done in
          last.withLock { last in
            #expect(done > last)
            last = done
          }
        }
        #expect(isCopied && last.withLock { $0 } == UInt64(content.count), "\(name)")
        #expect(try Data(contentsOf: URL(filePath: created.path)) == content, "\(name)")
        let record = try #require(try await connection.volume(named: volume.name, pool: pool))
        #expect(record.mode == "0600" && record.capacity == UInt64(content.count), "\(record)")
        #expect(record.allocation < 2 << 20, "\(name): holes were filled: \(record.allocation) bytes")
        // What has something in it is not copied over.
        #expect(try await !connection.copy(fileDescriptorOf: path, toLocal: volume.name, pool: pool))
      }
      try await cleanUp(pool, connection)
    }
  }

  @Test func onlyTheVolumeThatLibvirtMadeIsCopiedInto() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let path = "/var/lib/libvirt/\(pool).img"
      let aside = "/var/lib/libvirt/\(pool).aside"
      defer { for path in [path, aside] { try? FileManager.default.removeItem(atPath: path) } }
      try Data(repeating: 7, count: 1 << 20).write(to: URL(filePath: path))
      let replacements: [(String, (String) throws -> Void)] = [
        ("of another length", { try Self.make($0, length: 2 << 20) }),
        (
          "a link",
          { place in
            try Self.make(aside, length: 1 << 20)
            try FileManager.default.removeItem(atPath: place)
            try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: aside)
          }
        ),
        ("with another name", { link($0, "\($0).link") }),
        ("writable for all", { chmod($0, 0o666) }),
        ("gone", { try FileManager.default.removeItem(atPath: $0) }),
      ]
      for (number, (what, replace)) in replacements.enumerated() {
        let volume = VolumeDefinition(name: "\(number).img", capacity: 1 << 20, format: "raw")
        let created = try await connection.createVolume(volume.xml, pool: pool)
        try replace(created.path)
        // Where libvirt itself finds no volume any more it says so.
        let isCopied = try? await connection.copy(fileDescriptorOf: path, toLocal: volume.name, pool: pool)
        #expect(isCopied != true, "\(what)")
        #expect(FileManager.default.contents(atPath: aside)?.contains { $0 != 0 } != true, "\(what)")
      }
      let other = try await Connection.open("qemu+unix:///system?socket=/run/libvirt/libvirt-sock")
      let volume = VolumeDefinition(name: "socket.img", capacity: 1 << 20, format: "raw")
      try await connection.createVolume(volume.xml, pool: pool)
      #expect(try await !other.copy(fileDescriptorOf: path, toLocal: volume.name, pool: pool))
      #expect(try await connection.copy(fileDescriptorOf: path, toLocal: volume.name, pool: pool))
      await other.close()
      try FileManager.default.contentsOfDirectory(atPath: "/var/lib/libvirt/\(pool)").forEach {
        try FileManager.default.removeItem(atPath: "/var/lib/libvirt/\(pool)/\($0)")
      }
      try await connection.refreshPool(pool)
      try await cleanUp(pool, connection)
    }
  }

  @Test func aFullDiskEndsTheCopyAndIsNamed() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let (source, place) = ("/var/lib/libvirt/\(pool).img", "/var/lib/libvirt/\(pool)")
      defer { try? FileManager.default.removeItem(atPath: source) }
      try Data(repeating: 7, count: 4 << 20).write(to: URL(filePath: source))
      let mounted = try await Lab.run(["mount", "-t", "tmpfs", "-o", "size=1M,mode=0711", "small", place])
      try #require(mounted.status == 0, "\(mounted)")
      let volume = VolumeDefinition(name: "a.img", capacity: 4 << 20, format: "raw")
      try await connection.createVolume(volume.xml, pool: pool)
      let error = await #expect(throws: SystemError.self) {
        try await connection.copy(fileDescriptorOf: source, toLocal: "a.img", pool: pool)
      }
      #expect(error?.errno == ENOSPC && error?.description.contains("No space left") == true)
      try await connection.deleteVolume(named: "a.img", pool: pool)
      _ = try await Lab.run(["umount", place])
      try await cleanUp(pool, connection)
    }
  }

  @Test func aCancelledCopyStops() async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let path = "/var/lib/libvirt/\(pool).big"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try Data(repeating: 1, count: 256 << 20).write(to: URL(filePath: path))
      let volume = VolumeDefinition(name: "a.img", capacity: 256 << 20, format: "raw")
      try await connection.createVolume(volume.xml, pool: pool)
      let (started, signal) = AsyncStream.makeStream(of: UInt64.self)
      let copying = Task {
        try await connection.copy(fileDescriptorOf: path, toLocal: "a.img", pool: pool) { signal.yield($0) }
      }
      for await _ in started { break }
      copying.cancel()
      await #expect(throws: CancellationError.self) { try await copying.value }
      try await connection.deleteVolume(named: "a.img", pool: pool)
      try await cleanUp(pool, connection)
    }
  }

  private static func make(_ path: String, length: UInt64) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: length)
    try file.close()
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
