import Foundation
import Testing

extension Snapshots {
  /// One small guest with two disks that writes all the time, from its first point to its last.
  @Suite
  struct LifeTests {
    private static let writer =
      "nohup sh -c 'while true; do dd if=/dev/urandom of=/disk/w bs=64k count=16 conv=fsync; "
      + "dd if=/dev/urandom of=/dev/vdc bs=64k count=4 seek=$((RANDOM%100)) conv=fsync; done' >/dev/null 2>&1 &"

    /// A guest with a second disk that it may write to, and its agent up.
    private static func start(_ rack: TrialRack) async throws {
      try await rack.tenant("asso")
      try await rack.image(try Lab.image("small-guest"))
      try await rack.create("web", for: "asso", "--no-wait")
      try await rack.coloc("vm kill web --confirm web")
      let second = "/var/lib/libvirt/images/second.qcow2"
      try await rack.tool(["qemu-img", "create", "-q", "-f", "qcow2", "-o", "compat=1.1", second, "64M"])
      _ = try await rack.virsh("attach-disk web \(second) vdc --subdriver qcow2 --config")
      try await rack.coloc("vm start web")
      try await rack.coloc("vm wait web --for ready --timeout 150")
    }

    @Test("Points of a guest that writes: each is its moment, whatever goes before and after it")
    func life() async throws {
      try await TrialRack.with { rack in
        try await Self.start(rack)
        try await rack.coloc(["vm", "ssh", "web", "-i", rack.key, "--", Self.writer])
        let directory = try await rack.points(of: "web")
        try await Self.checkQuiesced(rack, directory)

        var copies: [String: [String: String]] = [:]
        var ids: [String] = []
        for number in 0..<4 {
          _ = try await rack.virsh("suspend web")
          let item = try await rack.take("web@paused-\(number)")
          #expect(item["level"] as? String == "paused")
          let id = try #require(item["id"] as? String)
          copies[id] = try await rack.copies(of: "web", named: id)
          _ = try await rack.virsh("resume web")
          ids.append(id)
          try await rack.type("sync", in: "web")
        }
        #expect(copies[ids[0]]?.keys.sorted() == ["vda", "vdc"])
        for id in ids { try await rack.expect(id, in: directory, try #require(copies[id])) }

        // The middle, then the oldest, twice: while it writes on.
        for gone in ["web@paused-1", "web@quiesced", "web@paused-0"] {
          try await rack.coloc("snapshot delete \(gone)", saying: ["is deleted"])
          let left = try await rack.items("snapshot list web --json").compactMap { $0["id"] as? String }
          for id in ids where left.contains(id) { try await rack.expect(id, in: directory, try #require(copies[id])) }
        }
        #expect(
          try await rack.items("snapshot list web --json").map { $0["name"] as? String } == ["paused-2", "paused-3"]
        )
        try await rack.coloc("snapshot delete web@latest", ends: 77, saying: ["coloc snapshot create web"])
        try await rack.expectSound("web", in: directory)

        try await Self.checkKilled(rack, directory)
        try await Self.checkWithoutAgent(rack)
        try await Self.checkOff(rack, directory)
        for id in ids.suffix(2) { try await rack.expect(id, in: directory, try #require(copies[id])) }
        try await Self.checkRun(rack, directory)
      }
    }

    /// What cron calls: silent, whatever goes, and the newest reads as before.
    private static func checkRun(_ rack: TrialRack, _ directory: String) async throws {
      try await rack.coloc("vm edit web --keep last=2")
      // A landslide wants a word.
      let all = try await rack.items("snapshot list web --json").count
      try await rack.coloc("snapshot prune web", ends: 2, saying: ["nothing is pruned", "prune web --force"])
      #expect(try await rack.items("snapshot list web --json").count == all)
      try await rack.coloc("snapshot prune web --force")
      for _ in 0..<2 {
        let run = try await rack.coloc("snapshot run --all")
        #expect(run.stdout.isEmpty && run.stderr.isEmpty, "\(run)")
      }
      #expect(try await rack.items("snapshot list web --json").count == 2)
      try await rack.expectSound("web", in: directory)
      try await rack.coloc("vm stop web --timeout 60")
      let latest = try await rack.take("web")
      try await rack.expect(try #require(latest["id"] as? String), in: directory, try await rack.disks(of: "web"))
    }

    /// A file system at rest has nothing to recover.
    private static func checkQuiesced(_ rack: TrialRack, _ directory: String) async throws {
      let item = try await rack.take("web@quiesced", saying: ["copies all that its disks hold"])
      #expect(item["level"] as? String == "quiesced")
      let id = try #require(item["id"] as? String)
      #expect(try await state(of: "\(directory)/\(id)-vda.qcow2", rack) == "clean")
      try await rack.type("touch /disk/thawed; sync", in: "web")
    }

    /// What the file system on a disk says of itself: `clean`, or `needs_recovery`.
    private static func state(of disk: String, _ rack: TrialRack) async throws -> String {
      let raw = try rack.file("state.raw", "")
      try await rack.tool(["qemu-img", "convert", "-f", "qcow2", "-O", "raw", disk, raw])
      let part = try rack.file("state.part", "")
      try await rack.tool([
        "dd", "if=\(raw)", "of=\(part)", "bs=1M", "skip=1", "count=255", "conv=sparse", "status=none",
      ])
      let words = try await rack.tool(["dumpe2fs", "-h", part])
      return words.contains("needs_recovery") ? "needs_recovery" : "clean"
    }

    /// The tool is killed on its way; the next one ends what it left, and lacks nothing.
    private static func checkKilled(_ rack: TrialRack, _ directory: String) async throws {
      let proxy = try LibvirtProxy()
      let plain = ["COLOC_HOME": rack.home, "COLOC_URI": proxy.uri]
      #expect(try await Lab.run([Lab.coloc, "snapshot", "create", "web"], env: plain).status == 0)
      try await proxy.stop()
      for message in LabSample.of(Array(2..<proxy.steps), 3, for: "snapshot killed") {
        let fault = LinkFault(message: message, action: message % 2 == 0 ? .killAfter : .killBefore)
        let proxy = try LibvirtProxy(fault)
        let environment = ["COLOC_HOME": rack.home, "COLOC_URI": proxy.uri]
        let killed = try await Lab.run([Lab.coloc, "snapshot", "create", "web"], env: environment)
        try await proxy.stop()
        #expect(killed.status == 128 + SIGKILL || killed.status == 0, "message \(message): \(killed)")
        // Paused, it could not be thawed: that comes first.
        _ = try await rack.take("web")
        _ = try await rack.virsh("suspend web")
        let item = try await rack.take("web")
        let id = try #require(item["id"] as? String)
        let copies = try await rack.copies(of: "web", named: id)
        _ = try await rack.virsh("resume web")
        try await rack.expect(id, in: directory, copies)
        try await rack.expectSound("web", in: directory, "message \(message)")
        // It writes: nobody has left it frozen.
        try await rack.type("touch /disk/thawed-\(message); sync", in: "web")
      }
    }

    private static func checkWithoutAgent(_ rack: TrialRack) async throws {
      try await rack.type("killall qemu-ga", in: "web")
      let item = try await rack.take("web", saying: ["does not answer"])
      #expect(item["level"] as? String == "crash")
    }

    /// Off, it is held for the copy; the next point finds nothing to copy.
    private static func checkOff(_ rack: TrialRack, _ directory: String) async throws {
      try await rack.coloc("vm stop web --timeout 60")
      let off = try await rack.take("web")
      #expect(off["level"] as? String == "off")
      #expect(try await rack.virsh("domstate web").contains("shut off"))
      let unchanged = try await rack.take("web")
      #expect(unchanged["level"] as? String == "unchanged")
      for item in [off, unchanged] {
        let id = try #require(item["id"] as? String)
        try await rack.expect(id, in: directory, try await rack.disks(of: "web"))
      }
      try await rack.coloc("vm start web")
      let next = try await rack.take("web")
      #expect(next["parent"] as? String == unchanged["id"] as? String)
    }
  }
}
