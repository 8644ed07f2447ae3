import ColocKit
import Foundation
import Testing

extension Faults {
  /// A pool or a state directory without room.
  @Suite
  struct FullDiskTests {
    @Test("a pool without room for a VM: 73 with the numbers, before anything is touched")
    func smallPool() async throws {
      try await onTmpfs(size: "3G") { directory in
        try await FaultBench.with("--trial --pool-path \(directory)") { bench in
          let before = try await World(bench).faults(swept: true)
          #expect(before.isEmpty)
          let outcome = try await bench.rack.coloc(bench.arguments(.create), ends: 73)
          // What is asked for, and what is there.
          #expect(outcome.stderr.contains("3G") && outcome.stderr.contains("free"), "\(outcome)")
          try await bench.check(.create, "a small pool", outcome)
        }
      }
    }

    @Test("a pool that fills up during an upload: nothing is left of the image")
    func poolFillsUp() async throws {
      try await onTmpfs(size: "6G") { directory in
        try await FaultBench.with("--trial --pool-path \(directory)") { bench in
          try await bench.prepare(.importImage)
          // Large beside what a tmpfs lets pass over its limit, which it counts a processor at a time.
          var disk = Data(repeating: 0x20, count: 64 << 20)
          disk.replaceSubrange(510..<512, with: [0x55, 0xAA])
          try disk.write(to: URL(filePath: bench.upload))
          // From its first piece on the file system has room for a small part of the file.
          let shrink = LinkFault(.firstPiece, .meanwhile { _ in Self.shrink(directory) })
          let proxy = try LibvirtProxy(shrink)
          let outcome = try await bench.run(.importImage, env: ["COLOC_URI": proxy.uri])
          try await proxy.stop()
          #expect(FileManager.default.fileExists(atPath: "\(directory)-shrunk"), "the pool was not made smaller")
          #expect(outcome.status == 73, "\(outcome)")
          #expect(outcome.stderr.contains("No space left"), "\(outcome)")
          try await bench.check(.importImage, "the pool fills up", outcome)
        }
      }
    }

    @Test("a full disk below the state: a clear error, and nothing is lost")
    func fullState() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        let home = bench.rack.home
        let aside = home + "-aside"
        try await Self.shell(
          "mkdir -m 0700 \(aside) && cp -a \(home)/. \(aside) && mount -t tmpfs -o size=512k,mode=0700 full \(home)"
        )
        do {
          try await Self.shell("cp -a \(aside)/. \(home) && (cat /dev/zero >\(home)/filler || true) 2>/dev/null")
          let before = try ManifestStore(layout: bench.layout, command: "test").all().tenants
          let talk = ["tenant", "talk", FaultBench.tenant, "--channel", "mail", "--summary", "x"]
          for command in [talk, bench.arguments(.delete), bench.arguments(.importImage)] {
            try await bench.rack.coloc(command, ends: 73, saying: ["No space left"])
          }
          #expect(try ManifestStore(layout: bench.layout, command: "test").all().tenants == before)
          try FileManager.default.removeItem(atPath: home + "/filler")
          try await bench.rack.coloc(talk)
          try await bench.rack.coloc("recover")
          let faults = try await World(bench).faults(swept: true)
          #expect(faults.isEmpty)
        } catch {
          Issue.record(error)
        }
        try await Self.shell("cp -a \(home)/. \(aside) && umount \(home) && cp -a \(aside)/. \(home)")
      }
    }

    /// Leaves the file system half a megabyte.
    private static func shrink(_ directory: String) {
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      let used = "$(df --output=used -k \(directory) | tail -n 1)"
      shell.arguments = ["-c", "mount -o remount,size=$((\(used) + 512))k \(directory) && touch \(directory)-shrunk"]
      guard (try? shell.run()) != nil else { return }
      shell.waitUntilExit()
    }

    private static func shell(_ line: String) async throws {
      let outcome = try await Lab.run(["sh", "-c", line])
      guard outcome.status == 0 else { throw LabFault("\(line): \(outcome)") }
    }

    private func onTmpfs(size: String, _ body: (String) async throws -> Void) async throws {
      let directory = "/var/lib/libvirt/images/small-\(UUID().uuidString.prefix(8))"
      try await Self.shell("mkdir \(directory) && mount -t tmpfs -o size=\(size),mode=0711 small \(directory)")
      do {
        try await body(directory)
      } catch {
        Issue.record(error)
      }
      try await Self.shell("umount \(directory)")
    }
  }
}
