import Foundation
import Testing
import VirtKit

/// Backups and checkpoints on a real QEMU, whose guest has no system to boot.
@Suite(.inLab, .timeLimit(.minutes(2))) struct VirtKitBackupTests {
  /// A running domain with 64 MiB in its disk, and a directory that QEMU may write to.
  private static func with(_ body: (Connection, UUID, String) async throws -> Void) async throws {
    try await VirtKitLab.with { connection in
      let pool = try await VirtKitLab.pool(connection)
      let directory = "/var/lib/libvirt/\(pool)"
      let disk = "\(directory)/disk.qcow2"
      for words in [
        ["qemu-img", "create", "-q", "-f", "qcow2", "-o", "compat=1.1", disk, "128M"],
        ["qemu-io", "-f", "qcow2", "-c", "write -P 7 0 64M", disk],
      ] { #expect(try await Lab.run(words).status == 0) }
      let machine = try await connection.domainCapabilities(type: .qemu, machine: "q35").machine
      let uuid = UUID()
      var domain = DomainDefinition(
        name: "backup-\(pool)",
        uuid: uuid,
        type: .qemu,
        machine: machine,
        memory: 128 << 20,
        vcpus: 1
      )
      domain.disks = [DiskDefinition(.file(disk), target: "vda")]
      try await connection.defineDomain(domain.xml)
      try await connection.startDomain(uuid)
      try await body(connection, uuid, directory)
      if try await connection.domain(uuid: uuid)?.state.isActive == true { try await connection.destroyDomain(uuid) }
      try await connection.undefineDomain(uuid, options: [.checkpointsMetadata])
      try FileManager.default.removeItem(atPath: directory)
      try await connection.stopPool(pool)
      try await connection.undefinePool(pool)
    }
  }

  private static func begin(
    _ connection: Connection,
    _ uuid: UUID,
    _ name: String,
    in directory: String,
    since: String? = nil,
    above: String? = nil
  ) async throws -> String {
    let file = "\(directory)/\(name).qcow2"
    let below = above.map { ["-F", "qcow2", "-b", $0] } ?? []
    let made = try await Lab.run(["qemu-img", "create", "-q", "-f", "qcow2"] + below + [file, "128M"])
    #expect(made.status == 0)
    let backup = BackupDefinition(disks: [.init(target: "vda", file: file, since: since)])
    let checkpoint = CheckpointDefinition(name: name, noted: ["vda"])
    try await connection.beginBackup(uuid, backup: backup.xml, checkpoint: checkpoint.xml, intoExisting: true)
    return file
  }

  @Test func aBackupIsLimitedAbortedAndHeardToItsEnd() async throws {
    try await Self.with { connection, uuid, directory in
      let events = try await connection.jobEvents()
      #expect(try await connection.job(uuid) == nil)
      #expect(try await connection.takeJobResult(uuid) == nil)
      _ = try await Self.begin(connection, uuid, "a", in: directory)
      // So slow that it cannot be over before it is looked at.
      try? await connection.setBlockJobSpeed(uuid, disk: "vda", bytesPerSecond: 1 << 20)
      if let job = try await connection.job(uuid) {
        #expect(job.isBackup && job.total == 128 << 20)
        #expect(try await connection.backupXML(uuid).contains("\(directory)/a.qcow2"))
        try await connection.abortJob(uuid)
      }
      for await event in events where event.uuid == uuid {
        #expect(event.result.isBackup)
        break
      }
      let result = try await connection.takeJobResult(uuid)
      #expect(result?.isBackup == true && result?.isSuccess != nil)
      #expect(try await connection.takeJobResult(uuid) == nil)
      let none = await #expect(throws: LibvirtError.self) { try await connection.backupXML(uuid) }
      #expect(none?.code == .noBackup)
      // The job's end leaves the checkpoint, whatever became of it.
      #expect(try await connection.checkpoints(uuid) == ["a"])
    }
  }

  @Test func whatIsSinceACheckpointIsWhatWasWritten() async throws {
    try await Self.with { connection, uuid, directory in
      let full = try await Self.begin(connection, uuid, "a", in: directory)
      #expect(try await VirtKitLab.eventually { try await connection.job(uuid) == nil })
      #expect(try await connection.takeJobResult(uuid)?.isSuccess == true)
      let size = { name in
        try CheckpointDescription(xml: await connection.checkpointXML(uuid, named: name, sizes: true)).disks
      }
      #expect(try await size("a") == [.init(target: "vda", size: 0)])
      let next = try await Self.begin(connection, uuid, "b", in: directory, since: "a", above: full)
      #expect(try await VirtKitLab.eventually { try await connection.job(uuid) == nil })
      #expect(try await connection.takeJobResult(uuid)?.isSuccess == true)
      #expect(try await connection.checkpoints(uuid) == ["a", "b"])
      let compared = try await Lab.run(["qemu-img", "compare", "-U", next, "\(directory)/disk.qcow2"])
      #expect(compared.status == 0, "\(compared)")
      // Forgotten, and told again: the bitmap is in the disk.
      let xml = try await connection.checkpointXML(uuid, named: "b")
      try await connection.deleteCheckpoint(uuid, named: "b", metadataOnly: true)
      #expect(try await connection.checkpoints(uuid) == ["a"])
      try await connection.createCheckpoint(uuid, xml: xml, redefining: true)
      #expect(try await size("b") == [.init(target: "vda", size: 0)])
      try await connection.deleteCheckpoint(uuid, named: "a")
      #expect(try await connection.checkpoints(uuid) == ["b"])
    }
  }
}
