import Foundation
import Testing
@testable import VirtKit

@Suite struct StorageTests {
  @Test func poolIsDescribed() async throws {
    try await Fixture.with { connection in
      let pool = try #require(try await connection.pool(named: "pool"))
      #expect(pool.uuid == Fixture.pool)
      #expect(pool.state == .running)
      #expect(pool.path == "/virtkit-pool")
      #expect(try await connection.pool(uuid: Fixture.pool) == pool)
      #expect(try await connection.pools() == [pool])
    }
  }

  @Test func poolComesAndGoes() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      let definition = PoolDefinition(name: "second", uuid: uuid, path: "/virtkit-second")
      let pool = try await connection.definePool(definition.xml)
      #expect(pool.state == .inactive)
      try await connection.buildPool(uuid)
      try await connection.startPool(uuid)
      try await connection.setPoolAutostart(uuid, true)
      try await connection.refreshPool(uuid)
      let running = try await connection.pool(uuid: uuid)
      #expect(running?.state == .running)
      #expect(running?.autostart == true)
      try await connection.stopPool("second")
      try await connection.undefinePool("second")
      #expect(try await connection.pool(uuid: uuid) == nil)
    }
  }

  @Test(
    "Only a plain local URI leads to this machine for sure",
    arguments: [
      ("qemu:///system", true), ("qemu+unix:///system", true), ("test:///default", true),
      ("qemu+unix:///system?socket=/run/x.sock", false), ("qemu:///system?socket=/run/x.sock", false),
      ("qemu+ssh://root@garage/system", false), ("qemu+ssh:///system", false), ("qemu+tcp:///system", false),
      ("qemu://localhost/system", false), ("qemu+tls://garage/system", false), ("qemu+:///system", false), ("", false),
    ]
  )
  func localURI(uri: String, isLocal: Bool) {
    #expect(Connection.isLocal(uri) == isLocal)
  }

  @Test func volumeComesAndGoes() async throws {
    try await Fixture.with { connection in
      let definition = VolumeDefinition(name: "a & b.qcow2", capacity: 5 << 20)
      let volume = try await connection.createVolume(definition.xml, pool: "pool")
      #expect(volume.name == "a & b.qcow2")
      #expect(volume.capacity == 5 << 20)
      #expect(volume.format == "qcow2")
      #expect(try await connection.volumeNames(pool: "pool") == ["a & b.qcow2", "disk.qcow2"])
      #expect(try await connection.volumes(pool: Fixture.pool).contains(volume))
      try await connection.deleteVolume(named: volume.name, pool: "pool")
      #expect(try await connection.volume(named: volume.name, pool: "pool") == nil)
    }
  }

  @Test func takenVolumeNameIsSaid() async throws {
    try await Fixture.with { connection in
      let xml = try VolumeDefinition(name: "disk.qcow2", capacity: 1 << 20).xml
      let error = await #expect(throws: LibvirtError.self) { try await connection.createVolume(xml, pool: "pool") }
      // QEMU's driver says storageVolumeExists.
      #expect(error?.code == .operationFailed)
      #expect(error?.object == "pool/disk.qcow2")
    }
  }

  @Test func missingVolumeNamesPoolAndVolume() async throws {
    try await Fixture.with { connection in
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.deleteVolume(named: "nothing", pool: "pool")
      }
      #expect(error?.code == .noStorageVolume)
      #expect(error?.object == "pool/nothing")
    }
  }

  @Test func uploadNeedsADriverThatCan() async throws {
    try await Fixture.with { connection in
      await #expect(throws: SystemError.self) {
        try await connection.upload(fileDescriptorOf: "/nonexistent/file", to: "disk.qcow2", pool: "pool")
      }
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.upload(fileDescriptorOf: "/etc/hostname", to: "disk.qcow2", pool: "pool")
      }
      #expect(error?.code == .noSupport)
    }
  }

  @Test func failedDownloadLeavesNoFile() async throws {
    try await Fixture.with { connection in
      let path = FileManager.default.temporaryDirectory.appending(path: "virtkit-\(UUID())").path
      await #expect(throws: LibvirtError.self) {
        try await connection.download(volume: "disk.qcow2", pool: "pool", to: path)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test(arguments: [("GiB", 1 << 30), ("G", 1 << 30), ("GB", 1_000_000_000), ("bytes", 1), ("KiB", 1024)])
  func unitsAreLibvirts(unit: String, bytes: UInt64) throws {
    let xml = "<volume><capacity unit='\(unit)'>3</capacity></volume>"
    #expect(try VolumeRecord(parsing: xml).capacity == 3 * bytes)
  }
}
