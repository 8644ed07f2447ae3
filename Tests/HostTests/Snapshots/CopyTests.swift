import Foundation
import Glibc
import Testing

extension Snapshots {
  /// What happens while a large copy is under way.
  @Suite
  struct CopyTests {
    enum Trouble: CaseIterable, Sendable, CustomTestStringConvertible {
      /// The VM loses its power.
      case power
      /// libvirtd is killed, and comes back.
      case daemon
      /// The tool is killed, and the copy goes on without it.
      case tool

      var testDescription: String { "\(self)" }
    }

    @Test(
      "The copy loses its VM, its daemon, its tool: the next one lacks nothing",
      arguments: LabSample.of(Trouble.allCases, 1, for: "copy disturbed")
    )
    func trouble(_ trouble: Trouble) async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("stone", for: "asso", "--no-wait")
        let directory = try await rack.points(of: "stone")
        let first = try await rack.take("stone")
        try await rack.coloc("vm kill stone --confirm stone")
        let disk = try #require(try await rack.disks(of: "stone")["vda"])
        // QEMU's own tool marks what it writes as changed: the next copy has it all to carry.
        try await rack.tool(["qemu-io", "-f", "qcow2", "-c", "write -P 7 8M 600M", disk])
        try await rack.coloc("vm start stone")
        let ended = try await Self.disturbed(rack, trouble)
        #expect(ended.status != 0 || trouble == .daemon, "\(ended)")
        if trouble == .power { try await rack.coloc("vm start stone") }
        try await rack.coloc("recover")
        let next = try await rack.take("stone")
        #expect(next["level"] as? String == "crash")
        let newest = try await rack.items("snapshot list stone --json").compactMap { $0["id"] as? String }
        #expect(newest.first == first["id"] as? String)
        #expect(next["parent"] as? String == newest.dropLast().last)
        _ = try await rack.virsh("suspend stone")
        let id = try #require(next["id"] as? String)
        try await rack.expect(id, in: directory, try await rack.copies(of: "stone", named: id))
        try await rack.expectSound("stone", in: directory)
      }
    }

    /// Takes a point, and has trouble once the copy is under way.
    private static func disturbed(_ rack: TrialRack, _ trouble: Trouble) async throws -> LabOutcome {
      let note = try rack.file("pid", "")
      let script = "echo $$ >\(note); exec \(Lab.coloc) snapshot create stone"
      async let outcome = Lab.run(["sh", "-c", script], env: ["COLOC_HOME": rack.home], timeout: .seconds(120))
      let deadline = ContinuousClock.now + .seconds(30)
      var isBusy = false
      while !isBusy, ContinuousClock.now < deadline {
        isBusy = try await rack.virsh("domjobinfo stone").contains("Backup")
      }
      #expect(isBusy)
      switch trouble {
      case .power: try await rack.coloc("vm kill stone --confirm stone")
      case .daemon:
        try await Lab.libvirtd("kill")
        try await Lab.libvirtd("start")
      case .tool:
        let number = try String(contentsOfFile: note, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        kill(try #require(Int32(number)), SIGKILL)
      }
      return try await outcome
    }
  }
}
