import Foundation
import Glibc
import Testing

extension Snapshots {
  /// What libvirt does not know any more, and what others left in the way; without a guest that has to boot.
  @Suite
  struct TrackTests {
    private static func with(
      _ image: String = "no-os",
      _ body: (TrialRack, String) async throws -> Void
    ) async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image(image))
        try await rack.create("stone", for: "asso", "--no-wait")
        try await body(rack, try await rack.points(of: "stone"))
      }
    }

    @Test(
      "QEMU dies: what was written since is not known, so all is copied again, once; also when it was once written down",
      arguments: [false, true]
    )
    func crash(_ isWrittenDown: Bool) async throws {
      try await Self.with { rack, directory in
        let first = try await rack.take("stone")
        if isWrittenDown {
          try await rack.coloc("vm kill stone --confirm stone")
          try await rack.coloc("vm start stone")
          #expect(try await rack.take("stone")["parent"] as? String == first["id"] as? String)
          try await rack.coloc("vm kill stone --confirm stone")
          try await rack.coloc("vm start stone")
        }
        let number = try String(contentsOfFile: "/run/libvirt/qemu/stone.pid", encoding: .utf8)
        kill(try #require(Int32(number.trimmingCharacters(in: .whitespacesAndNewlines))), SIGKILL)
        let deadline = ContinuousClock.now + .seconds(30)
        while try await rack.virsh("domstate stone").contains("running"), ContinuousClock.now < deadline {}
        // Something is written while nobody follows it.
        let disk = try #require(try await rack.disks(of: "stone")["vda"])
        try await rack.tool(["qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 1M", disk])
        try await rack.coloc("vm start stone")
        let whole = try await rack.take("stone", saying: ["lost track"])
        #expect(whole["parent"] is NSNull)
        let next = try await rack.take("stone")
        #expect(next["parent"] as? String == whole["id"] as? String)
        _ = try await rack.virsh("suspend stone")
        for item in [whole, next] {
          let id = try #require(item["id"] as? String)
          try await rack.expect(id, in: directory, try await rack.copies(of: "stone", named: id))
        }
        try await rack.expectSound("stone", in: directory)
      }
    }

    @Test("The chain goes on over a stop, a start, managed save and a larger disk")
    func goesOn() async throws {
      try await Self.with { rack, directory in
        var last = try await rack.take("stone")
        for step in ["kill", "start", "save", "resize"] {
          switch step {
          case "kill": try await rack.coloc("vm kill stone --confirm stone")
          case "save":
            _ = try await rack.virsh("managedsave stone")
            try await rack.coloc("snapshot create stone", ends: 73, saying: ["is saved"])
            try await rack.coloc("vm start stone")
          case "resize": try await rack.coloc("vm resize stone --disk 4G")
          default: try await rack.coloc("vm start stone")
          }
          let next = try await rack.take("stone@\(step)")
          #expect(next["parent"] as? String == last["id"] as? String, "\(step)")
          last = next
        }
        for gone in ["start", "kill", "save"] { try await rack.coloc("snapshot delete stone@\(gone)") }
        _ = try await rack.virsh("suspend stone")
        let id = try #require(last["id"] as? String)
        try await rack.expect(id, in: directory, try await rack.copies(of: "stone", named: id))
        try await rack.expectSound("stone", in: directory)
      }
    }

    @Test("A foreign checkpoint, a directory that is gone, a place that is not there")
    func inTheWay() async throws {
      try await Self.with { rack, directory in
        _ = try await rack.virsh("checkpoint-create-as stone nightly --diskspec vdb,checkpoint=no")
        try await rack.coloc("snapshot create stone", ends: 77, saying: ["another tool", "coloc doctor"])
        _ = try await rack.virsh("checkpoint-delete stone nightly")
        _ = try await rack.take("stone")
        try FileManager.default.removeItem(atPath: directory)
        try await rack.coloc("snapshot create stone", ends: 77, saying: ["does not have them", "--full"])
        let anew = try await rack.take("stone --full")
        #expect(anew["parent"] is NSNull)
        try await rack.expectSound("stone", in: directory)
        let points = URL(filePath: directory).deletingLastPathComponent().path()
        try FileManager.default.moveItem(atPath: points, toPath: points.dropLast() + ".away")
        try await rack.coloc("snapshot create stone", ends: 78, saying: ["is not there"])
        #expect(!FileManager.default.fileExists(atPath: points))
        try FileManager.default.moveItem(atPath: points.dropLast() + ".away", toPath: points)
      }
    }

    @Test("The variables of UEFI are kept with each point")
    func variables() async throws {
      try await Self.with("no-os-uefi") { rack, directory in
        let id = try #require(try await rack.take("stone")["id"] as? String)
        let live = try await rack.variables(of: "stone")
        #expect(FileManager.default.contentsEqual(atPath: live, andPath: "\(directory)/\(id)-nvram.fd"))
        let xml = try String(contentsOfFile: "\(directory)/\(id)-domain.xml", encoding: .utf8)
        #expect(xml.contains("<nvram") && xml.contains("<name>stone</name>"))
        try await rack.coloc("vm kill stone --confirm stone")
        #expect(try await rack.take("stone")["level"] as? String == "off")
        try await rack.expectSound("stone", in: directory)
      }
    }
  }
}
