import Foundation
import Testing

extension OwnerPath {
  /// VMs that are off, and VMs whose memory libvirt has put into a file.
  @Suite
  struct SavedTests {
    @Test("saved is shown in lists; start goes on where it was; delete says that the memory is lost")
    func saved() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("web", for: "asso", "--no-wait")
        _ = try await rack.virsh("managedsave web")
        let file = "/var/lib/libvirt/qemu/save/web.save"
        #expect(FileManager.default.fileExists(atPath: file))
        try await rack.coloc("vm list", saying: ["saved"])
        #expect(try await rack.item("vm list --json")["state"] as? String == "saved")
        #expect(try await rack.item("vm show web --json")["state"] as? String == "saved")
        try await rack.coloc("status", saying: ["1 saved"])
        // Nothing of it is lost by asking it to stop, or by cutting a power that it does not have.
        try await rack.coloc("vm stop web", saying: ["web is off already"])
        try await rack.coloc("vm kill web --confirm web")
        #expect(FileManager.default.fileExists(atPath: file))
        try await rack.coloc("vm start web", saying: ["web started"])
        #expect(try await rack.virsh("domstate web --reason").contains("restored"))
        #expect(!FileManager.default.fileExists(atPath: file))
        _ = try await rack.virsh("managedsave web")
        let plan = try await rack.item("vm delete web --dry-run --json")
        #expect(plan["state"] as? String == "saved")
        try await rack.coloc("vm delete web --dry-run", saying: ["the saved memory is lost"])
        #expect(FileManager.default.fileExists(atPath: file))
        try await rack.coloc("vm delete web --yes", saying: ["in the trash"])
        #expect(!FileManager.default.fileExists(atPath: file))
        try await rack.coloc("vm restore-deleted web")
        #expect(try await rack.item("vm list --json")["state"] as? String == "off")
        try await rack.coloc("vm start web")
        #expect(try await rack.virsh("domstate web --reason").contains("booted"))
      }
    }

    @Test("restart of all leaves what is off; results are told to scripts, one item a VM")
    func restartAll() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("on", for: "asso", "--timeout 120")
        try await rack.create("off", for: "asso", "--no-wait")
        try await rack.coloc("vm kill off --confirm off")
        let boot = try await rack.virsh("domid on")
        let results = try await rack.items("vm restart --all --yes --json")
        #expect(results.map { $0["name"] as? String } == ["off", "on"])
        #expect(results.map { $0["outcome"] as? String } == ["leftOff", "restarted"])
        #expect(results.allSatisfy { $0["error"] is NSNull })
        let states = try await rack.items("vm list --json").map { $0["state"] as? String }
        #expect(states == ["off", "running"])
        #expect(try await rack.virsh("domid on") != boot)
        try await rack.coloc("vm restart --tenant asso", ends: 64, saying: ["--yes"])
        // By name, one that is off is started.
        #expect(try await rack.item("vm restart off --json")["outcome"] as? String == "restarted")
        #expect(try await rack.item("vm start off --json")["outcome"] as? String == "runsAlready")
        #expect(try await rack.item("vm kill off --confirm off --json")["outcome"] as? String == "killed")
        #expect(try await rack.coloc("vm start off on --quiet").stdout == "off\non\n")
        // A failure has its words in its item, and the exit code is that of the whole.
        try await rack.coloc("vm kill off --confirm off")
        _ = try await rack.virsh("suspend on")
        let half = try await rack.coloc("vm stop off on --json", ends: 2, saying: ["1 of 2 VMs want a look"])
        #expect(half.stdout.contains("\"failed\"") && half.stdout.contains("on is paused"), "\(half)")
        #expect(half.stdout.contains("\"offAlready\""), "\(half)")
        let table = try await rack.coloc("vm stop off on --dry-run", ends: 2, saying: ["paused, it cannot hear"])
        #expect(table.stdout.contains("stay as it is"), "\(table)")
      }
    }
  }
}
