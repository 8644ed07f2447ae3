import Foundation
import Testing

extension OwnerPath {
  /// `stop` asks, again and again, and never cuts the power.
  @Suite
  struct StopTests {
    @Test("by ACPI without an agent, again while a guest boots; a deaf guest is left running")
    func stop() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("small-guest-deaf"))
        try await rack.create("deaf", for: "asso", "--timeout 90")
        try await rack.image(try Lab.image("small-guest-slow-boot"))
        try await rack.create("slow", for: "asso", "--no-wait")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("mute", for: "asso", "--timeout 90")
        let left = ["deaf still runs after 4 s; its power was not cut", "coloc vm kill deaf --confirm deaf"]
        try await rack.coloc("vm stop deaf --timeout 4", ends: 2, saying: left)
        #expect(try await rack.virsh("domstate deaf").hasPrefix("running"))
        try await rack.coloc("vm restart deaf --timeout 2", ends: 2, saying: ["deaf still runs"])
        try await rack.coloc("vm delete deaf --yes --timeout 2", ends: 2, saying: ["deaf still runs"])
        try await rack.coloc("vm stop --all", ends: 64, saying: ["3 VMs would be asked to stop", "--yes"])
        try await rack.coloc("vm stop --tenant asso", ends: 64, saying: ["--yes"])
        #expect(try await rack.coloc("vm stop --all --dry-run --quiet").stdout == "deaf\nmute\nslow\n")
        try await rack.coloc("vm kill deaf --confirm deaf")
        // The slow guest hears nothing for 30 s, and the first presses are lost.
        let all = "vm stop --all --yes --timeout 170"
        try await rack.coloc(all, saying: ["deaf is off already", "mute stopped after", "slow stopped after"])
        try await rack.coloc(all, saying: ["mute is off already", "slow is off already"])
        try await rack.coloc("vm stop", ends: 64, saying: ["name VMs"])
        try await rack.coloc("vm stop mute nobody", ends: 66, saying: ["nobody"])
      }
    }

    @Test("a wait that runs out gives the last lines of the serial console")
    func lastWords() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("mute", for: "asso", "--timeout 120")
        let words = [
          "s: the guest agent does not answer", "last lines of the serial console:", "| said on the console",
        ]
        async let wait = rack.coloc("vm wait mute --for agent --timeout 6", ends: 69, saying: words)
        let loop = "for i in 1 2 3 4 5 6; do echo said on the console >/dev/ttyS0; sleep 1; done"
        try await rack.coloc(["vm", "ssh", "mute", "-i", rack.key, "--", loop])
        _ = try await wait
      }
    }

    @Test("one that does not stop is named, and the others are stopped")
    func oneOfMany() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("stone", for: "asso", "--no-wait")
        try await rack.create("off", for: "asso", "--no-wait")
        try await rack.coloc("vm kill off --confirm off")
        let words = ["stone still runs after 2 s", "off is off already", "1 of 2 VMs want a look"]
        try await rack.coloc("vm stop off stone --timeout 2", ends: 2, saying: words)
      }
    }

    @Test("several are asked at once, as many as the configuration says")
    func atOnce() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("one", for: "asso", "--no-wait")
        try await rack.create("two", for: "asso", "--no-wait")
        let clock = ContinuousClock()
        let together = try await clock.measure {
          try await rack.coloc("vm stop --all --yes --timeout 4", ends: 2, saying: ["2 of 2 VMs want a look"])
        }
        #expect(together < .milliseconds(7500))
        let path = rack.home + "/coloc.yaml"
        let configuration = try String(contentsOfFile: path, encoding: .utf8)
        try configuration.replacing("parallel: 4", with: "parallel: 1")
          .write(toFile: path, atomically: false, encoding: .utf8)
        let apart = try await clock.measure { try await rack.coloc("vm stop --all --yes --timeout 2", ends: 2) }
        #expect(apart >= .seconds(4))
      }
    }

    @Test("a wait that runs out says where it is stuck, and the VM stays")
    func stuck() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        let words = ["was created and is not ready after", "serial console", "vm wait stone"]
        let made = try await rack.create("stone", for: "asso", "--timeout 3", ends: 2, saying: words)
        // The firmware's first word may take longer than that.
        #expect(["address", "console alive"].contains { made.stderr.contains("stuck at \($0)") }, "\(made)")
        // No answer for the tenant that says it is ready.
        #expect(made.stdout.isEmpty, "\(made)")
        #expect(try await rack.item("vm show stone --json")["state"] as? String == "running")
        let ran = ["stone is not there after", "stuck at address", "coloc vm console stone"]
        try await rack.coloc("vm wait stone --for ssh --timeout 2", ends: 69, saying: ran)
        try await rack.coloc("vm wait stone --for agent --timeout 1", ends: 69, saying: ["guest agent does not answer"])
        try await rack.coloc("vm wait stone --for running --timeout 1")
        try await rack.coloc(
          "vm ssh stone -i \(rack.key) -- true",
          ends: 69,
          saying: ["host keys of stone are not known"]
        )
      }
    }
  }
}
