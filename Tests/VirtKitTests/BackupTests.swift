import Foundation
import Testing
import VirtKit

@Suite struct BackupTests {
  static let backup = BackupDefinition(disks: [
    BackupDefinition.Disk(target: "vda", file: "/points/b & c-vda.qcow2.part", since: "coloc-a"),
    BackupDefinition.Disk(target: "vdc", file: "/points/b & c-vdc.qcow2.part"),
    BackupDefinition.Disk(target: "vdb", file: nil),
  ])
  static let checkpoint = CheckpointDefinition(name: "coloc-b", noted: ["vda", "vdc"], others: ["vdb"])

  @Test func aDiskIsCopiedSinceACheckpointOrWholeOrNotAtAll() throws {
    let backup = try XMLElement(parsing: Self.backup.xml)
    #expect(backup["mode"] == "push")
    #expect(backup.first("incremental")?.text == "coloc-a")
    let disks = try #require(backup.first("disks")?.elements("disk"))
    #expect(disks.map { $0["name"] } == ["vda", "vdc", "vdb"])
    #expect(disks.map { $0["backup"] } == ["yes", "yes", "no"])
    #expect(disks.map { $0["backupmode"] } == ["incremental", "full", nil])
    #expect(disks.map { $0["incremental"] } == ["coloc-a", nil, nil])
    #expect(disks[0].first("target")?["file"] == "/points/b & c-vda.qcow2.part")
    #expect(disks[2].children.isEmpty)
  }

  @Test func aFullBackupNamesNoCheckpoint() throws {
    let backup = BackupDefinition(disks: [BackupDefinition.Disk(target: "vda", file: "/points/a-vda.qcow2.part")])
    #expect(try XMLElement(parsing: backup.xml).first("incremental") == nil)
  }

  @Test func aCheckpointNamesEachDisk() throws {
    let checkpoint = try XMLElement(parsing: Self.checkpoint.xml)
    #expect(checkpoint.first("name")?.text == "coloc-b")
    #expect(checkpoint.first("disks")?.elements("disk").map { $0["checkpoint"] } == ["bitmap", "bitmap", "no"])
  }

  @Test func aCheckpointIsReadWithItsSizes() throws {
    let checkpoint = try CheckpointDescription(
      xml: """
        <domaincheckpoint><name>coloc-b</name><parent><name>coloc-a</name></parent><creationTime>1</creationTime><disks>
        <disk name='vda' checkpoint='bitmap' bitmap='coloc-b' size='1048576'/><disk name='vdb' checkpoint='no'/>
        <disk name='vdc' checkpoint='bitmap' bitmap='coloc-b'/></disks></domaincheckpoint>
        """
    )
    #expect(checkpoint.name == "coloc-b")
    #expect(checkpoint.parent == "coloc-a")
    #expect(checkpoint.disks == [.init(target: "vda", size: 1 << 20), .init(target: "vdc", size: nil)])
    let error = #expect(throws: DescriptionError.self) { try CheckpointDescription(xml: "<domain/>") }
    #expect(error?.expected == "domaincheckpoint")
  }

  /// The test driver has no backups; a real libvirt is asked in HostTests.
  @Test func aDriverWithoutBackupsSaysSo() async throws {
    try await Fixture.with { connection in
      let backup = try Self.backup.xml
      let checkpoint = try Self.checkpoint.xml
      let running = Fixture.running
      let calls: [(String, () async throws -> Void)] = [
        (
          "begin",
          { try await connection.beginBackup(running, backup: backup, checkpoint: checkpoint, intoExisting: true) }
        ),
        ("XML", { _ = try await connection.backupXML(running) }),
        ("abort", { try await connection.abortJob(running) }),
        ("speed", { try await connection.setBlockJobSpeed(running, disk: "vda", bytesPerSecond: 1 << 20) }),
      ]
      for (name, call) in calls {
        let error = await #expect(throws: LibvirtError.self, "\(name)") { try await call() }
        #expect(error?.code == .noSupport, "\(name)")
        #expect(error?.object == "running", "\(name)")
      }
    }
  }

  @Test func checkpointsFollowEachOther() async throws {
    try await Fixture.with { connection in
      let uuid = UUID()
      try await connection.createDomain(
        """
        <domain type='test'><name>followed</name><uuid>\(uuid)</uuid><memory>1024</memory><vcpu>1</vcpu>
        <os><type>hvm</type></os><devices><disk type='file' device='disk'><driver type='qcow2'/><source file='/a.qcow2'/>
        <target dev='vda' bus='virtio'/></disk></devices></domain>
        """
      )
      #expect(try await connection.checkpoints(uuid).isEmpty)
      for name in ["coloc-a", "coloc-b"] {
        let checkpoint = CheckpointDefinition(name: name, noted: ["vda"])
        try await connection.createCheckpoint(uuid, xml: checkpoint.xml)
      }
      #expect(try await connection.checkpoints(uuid) == ["coloc-a", "coloc-b"])
      let second = try CheckpointDescription(xml: await connection.checkpointXML(uuid, named: "coloc-b"))
      #expect(second.parent == "coloc-a")
      #expect(second.disks == [.init(target: "vda", size: nil)])
      try await connection.deleteCheckpoint(uuid, named: "coloc-a")
      try await connection.deleteCheckpoint(uuid, named: "coloc-b", metadataOnly: true)
      #expect(try await connection.checkpoints(uuid).isEmpty)
      let error = await #expect(throws: LibvirtError.self) {
        try await connection.deleteCheckpoint(uuid, named: "coloc-a")
      }
      #expect(error?.code == .noCheckpoint)
      #expect(error?.object == "followed")
    }
  }
}
