import Foundation
import Testing

extension Night {
  /// The host's own shutdown and boot, a cut, and the battery.
  @Suite
  struct PowerTests {
    @Test("where the unit is enabled libvirt starts none by itself; a VM made later neither")
    func installed() async throws {
      let unit = try EnabledUnit()
      defer { unit.disable() }
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.stone("web", for: "asso")
        try await rack.stone("never", for: "asso", "--boot never")
        #expect(try await rack.virsh("list --all --autostart --name").trimmingCharacters(in: .newlines).isEmpty)
        _ = try await rack.virsh("autostart never")
        try await Lab.cutPower()
        // What had autostart when the power went was started by libvirt once more; from now on it is not.
        #expect(try await rack.running() == ["never"])
        try await rack.coloc("power up", saying: ["a cut", "web is started"])
        #expect(try await rack.virsh("list --all --autostart --name").trimmingCharacters(in: .newlines).isEmpty)
        try await rack.coloc("vm kill never --confirm never")
        try await Lab.cutPower()
        #expect(try await rack.running().isEmpty)
        try await rack.coloc("power up", saying: ["web is started"])
        #expect(try await rack.running() == ["web"])
      }
    }

    @Test("power down, a boot, power up: exactly what ran; after a cut each VM as its policy says")
    func boot() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.stone("web", for: "asso")
        try await rack.stone("never", for: "asso", "--boot never")
        try await rack.stone("always", for: "asso", "--boot always")
        try await rack.stone("off", for: "asso")
        for name in ["always", "off"] { try await rack.coloc("vm kill \(name) --confirm \(name)") }
        try await rack.coloc("power down --dry-run", saying: ["2 go down", "stop within 1 s, else lose its power"])
        let down = ["web lost its power", "never lost its power", "safe to switch off"]
        try await rack.coloc("power down --reason host-shutdown", saying: down)
        try await Lab.cutPower()
        try await rack.coloc("power up --dry-run", saying: ["never", "web"])
        try await rack.coloc("power up --reason boot", saying: ["web is started", "never is started"])
        #expect(try await rack.running() == ["never", "web"])
        // Not installed at boot here: libvirt has its own autostart back.
        let autostart = try await rack.virsh("list --all --autostart --name").split(separator: "\n").sorted()
        #expect(autostart == ["always", "never", "off", "web"])
        for name in autostart { _ = try await rack.virsh("autostart \(name) --disable") }
        try await rack.coloc("power up", saying: ["nothing to start: it was done since the host booted"])
        try await Lab.cutPower()
        try await rack.coloc("power up", saying: ["a cut", "web is started", "always is started"])
        #expect(try await rack.running() == ["always", "web"])
      }
    }

    @Test("on battery: who would not make it is named, the rest is in time, and all is down when it returns")
    func emergency() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        for name in ["one", "two"] {
          try await rack.create(name, for: "asso", "--no-wait")
          // Its own time and its own wish do not count on battery.
          try await rack.coloc("vm edit \(name) --stop-timeout 3600 --then leave --ready none")
        }
        let plan = ["would not make it and lose their power: one, two"]
        try await rack.coloc("power emergency --budget 12 --dry-run", saying: plan)
        // Somebody waits for them in a window: he is told to stop.
        let window = try await rack.window()
        async let beginning = rack.coloc("maintenance begin \(window) --yes", ends: 130, timeout: .seconds(120))
        try await Lab.eventually("one is asked") { try rack.outage()["one"]?["descent"] as? String == "asked" }
        let clock = ContinuousClock()
        let took = try await clock.measure {
          let words = ["it is told to stop", "one lost its power", "safe to switch off"]
          try await rack.coloc("power emergency --budget 12", saying: words)
        }
        _ = try await beginning
        #expect(took < .seconds(40))
        try await rack.coloc("power emergency --budget 5", ends: 64, saying: ["--budget is 10 to 86400"])
        try await Lab.cutPower()
        try await rack.coloc("power up", saying: ["maintenance \(window) is open"])
        try await rack.coloc("maintenance end \(window) --yes", saying: ["one is started", "two is started"])
      }
    }

    @Test("saved instead of stopped: it goes on where it was")
    func saved() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.stone("web", for: "asso")
        try await rack.coloc("vm edit web --then save")
        try await rack.coloc("power down", saying: ["web was saved", "safe to switch off"])
        try await rack.coloc("vm list", saying: ["saved"])
        try await Lab.cutPower()
        try await rack.coloc("power up", saying: ["web is started"])
        #expect(try await rack.running() == ["web"])
        // What was left running is no reason to call the host safe.
        try await rack.coloc("vm edit web --then leave")
        try await rack.coloc("power down", ends: 2, saying: ["not safe to switch off: web still runs"])
        try await rack.coloc("power up", saying: ["web runs already"])
      }
    }

    @Test("vm stop by order, each with its own time; never more than asking")
    func stopAll() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.stone("late", for: "asso", "--order 90")
        try await rack.stone("early", for: "asso", "--order 10")
        let words = ["2 are asked to stop: at most 2 s", "early still runs after 1 s", "late still runs after 1 s"]
        let stopped = try await rack.coloc("vm stop --all --yes", ends: 2, saying: words)
        let lines = stopped.stderr.split(separator: "\n").filter { $0.contains("still runs after") }
        #expect(lines.count == 2 && lines[0].contains("early") && lines[1].contains("late"))
        #expect(try await rack.running() == ["early", "late"])
      }
    }
  }
}
