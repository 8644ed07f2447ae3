import ColocKit
import Foundation
import Testing

extension Faults {
  /// What `recover --dry-run` says about commands that were killed, and that no dry run ends them.
  @Suite
  struct InterruptedPlanTests {
    @Test("recover --dry-run names each interrupted operation and what becomes of it; recover then does that")
    func interrupted() async throws {
      try await FaultBench.with { bench in
        let steps = try await bench.steps(of: .create)
        // In the middle nothing is recorded yet; at the last message the manifest has the VM.
        for (message, outcome, place) in [
          (steps / 2, "undone", FaultVerb.Place.nowhere), (steps, "finished", .manifest),
        ] {
          try await bench.prepare(.create)
          let proxy = try LibvirtProxy(LinkFault(message: message, action: .killAfter))
          let killed = try await bench.run(.create, env: ["COLOC_URI": proxy.uri])
          try await proxy.stop()
          #expect(killed.status == 137, "\(killed)")
          let before = try await bench.rack.everything()
          let item = try await bench.rack.item("recover --dry-run --json")
          #expect(item["kind"] as? String == "interrupted" && item["action"] as? String == "create", "\(item)")
          #expect(item["name"] as? String == FaultBench.vm && item["outcome"] as? String == outcome, "\(item)")
          try await bench.rack.coloc("recover --dry-run", saying: [FaultBench.vm, "interrupted coloc vm create"])
          #expect(try await bench.rack.coloc("recover --dry-run --quiet").stdout == "\(FaultBench.vm)\n")
          // A plan beside it says so, and ends nothing.
          let deinit_ = "deinit --purge-vms --dry-run"
          try await bench.rack.coloc(deinit_, ends: 75, saying: ["would be ended first", "recover --dry-run"])
          #expect(try await bench.rack.everything() == before)
          let done = try await bench.rack.item("recover --json")
          #expect(done["outcome"] as? String == outcome && done["action"] as? String == "create", "\(done)")
          #expect(try bench.place == place)
          #expect(try await bench.rack.items("recover --dry-run --json").isEmpty)
        }
      }
    }

    @Test("what libvirt lost or brought back, and with the host away 69 beside what is known")
    func lostAndAway() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        let xml = try await bench.rack.virsh("dumpxml --inactive \(FaultBench.vm)")
        _ = try await bench.rack.virsh("undefine \(FaultBench.vm)")
        let lost = try await bench.rack.item("recover --dry-run --json")
        #expect(lost["kind"] as? String == "lost" && lost["outcome"] as? String == "defined", "\(lost)")
        #expect(try await bench.rack.virsh("list --all --name").contains(FaultBench.vm) == false)
        try await bench.rack.coloc("recover")
        try await bench.rack.coloc(bench.arguments(.delete))
        let defined = try await Lab.run(["virsh", "-q", "define", "/dev/stdin"], input: xml)
        #expect(defined.status == 0, "\(defined)")
        let returned = try await bench.rack.item("recover --dry-run --json")
        #expect(returned["kind"] as? String == "returned" && returned["outcome"] as? String == "removed")
        try await bench.rack.coloc("recover", saying: ["had come back: removed again"])
        try await Lab.libvirtd("kill")
        try await bench.rack.coloc("recover --dry-run", ends: 69, saying: ["does not answer"])
        try await Lab.libvirtd("start")
      }
    }
  }
}
