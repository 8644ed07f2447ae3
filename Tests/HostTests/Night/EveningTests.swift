import Foundation
import Testing

extension Night {
  /// A planned outage on guests that boot: one that obeys, one that is deaf, one that still boots, one that is not
  /// coloc's; the daemon dies in the middle, the host reboots.
  @Suite
  struct EveningTests {
    @Test("begin, libvirtd killed in the middle, the host rebooted, end: exactly what ran runs")
    func evening() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("small-guest"))
        try await rack.create("web", for: "asso", "--timeout 150")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("dns", for: "asso", "--timeout 150")
        try await rack.coloc("vm edit dns --order 90 --ready tcp:22")
        try await rack.coloc("vm edit web --ready tcp:22 --stop-timeout 150")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("off", for: "asso", "--no-wait")
        try await rack.coloc("vm kill off --confirm off")
        try await rack.image(try Lab.image("small-guest-deaf"))
        try await rack.create("deaf", for: "asso", "--timeout 150")
        try await rack.coloc("vm edit deaf --stop-timeout 12 --then kill --ready none")
        let foreign = try await OldDomain(rack)
        do {
          try await Self.night(rack, foreign)
        } catch {
          Issue.record(error)
        }
        try await foreign.remove()
      }
    }

    private static func night(_ rack: TrialRack, _ foreign: OldDomain) async throws {
      _ = try await foreign.boot()
      let before = try await rack.running()
      #expect(before == ["deaf", "dns", foreign.name, "web"].sorted())
      // Its agent is open from now on and never answers.
      _ = try await rack.coloc(["vm", "ssh", "web", "-i", rack.key, "--", "kill -STOP $(pidof qemu-ga)"])
      let window = try await rack.window()
      let shown = ["touches", "asso", "dns", "off", "web", "4 run"]
      try await rack.coloc("maintenance show \(window)", saying: shown)
      try await rack.coloc("tenant edit asso --add-contact email:ana@velo.example")
      let mails = try rack.postOffice()
      let words = [
        "nobody was told", "4 go down: at most", "not coloc's, and going down too: \(foreign.name)", "--yes",
      ]
      try await rack.coloc("maintenance begin \(window)", ends: 64, saying: words)
      #expect(try rack.outage().isEmpty)
      try await rack.coloc("maintenance begin \(window) --dry-run", saying: ["stop within 12 s, else lose its power"])
      let draft = try await rack.items("maintenance announce \(window) --dry-run --json")
      #expect(draft.map { $0["channel"] as? String } == ["mail"] && draft.first?["tenant"] as? String == "asso")
      #expect((draft.first?["ics"] as? String)?.contains("METHOD:PUBLISH") == true)
      try await rack.coloc("maintenance announce \(window)", ends: 64, saying: ["--yes"])
      #expect(mails().isEmpty)
      try await rack.coloc("maintenance announce \(window) --yes")
      try await rack.coloc("maintenance announce \(window) --yes", saying: ["nothing to send"])
      #expect(mails().count == 1 && mails()[0].contains("To: ana@velo.example\n"))
      async let beginning = rack.coloc("maintenance begin \(window) --yes", timeout: .seconds(300))
      try await Lab.eventually("deaf is asked") { try rack.outage()["deaf"]?["descent"] as? String == "asked" }
      try await Lab.libvirtd("kill")
      try await Lab.libvirtd("start")
      let begun = try await beginning
      for words in ["web stopped after", "dns stopped after", "deaf lost its power", "safe to switch off"] {
        #expect(begun.stderr.contains(words), "\(words): \(begun)")
      }
      #expect(try await rack.running().isEmpty)
      try await rack.coloc("maintenance begin \(window) --yes", saying: ["nothing runs", "safe to switch off"])
      try await rack.coloc("status", saying: ["4 to bring back: coloc maintenance end \(window)"])
      try await Lab.cutPower()
      try await rack.coloc("power up", saying: ["maintenance \(window) is open: nothing is started"])
      #expect(try await rack.running().isEmpty)
      let over = ["dns is up after", "web is up after", "deaf is started", "\(window) is over after"]
      try await rack.coloc("maintenance end \(window) --yes", saying: over, timeout: .seconds(400))
      #expect(try await rack.running() == before)
      #expect(try rack.outage().isEmpty)
      try await order(of: rack, window)
      try await rack.coloc("maintenance announce \(window) --yes")
      #expect(mails().count == 2 && mails()[1].contains("\nIn-Reply-To: <"))
      try await rack.coloc("maintenance end \(window) --yes", ends: 77, saying: ["is ended: there is nothing to end"])
      try await rack.coloc("maintenance begin \(window) --yes", ends: 77, saying: ["is ended"])
    }

    /// The time line: the lower order down first, the higher one back first.
    private static func order(of rack: TrialRack, _ window: String) async throws {
      let vms = try await rack.item("maintenance show \(window) --json")["vms"] as? [[String: Any]] ?? []
      let byName = Dictionary(vms.map { ($0["name"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
      let down = try #require(byName["web"]?["down"] as? String)
      let asked = try #require(byName["dns"]?["asked"] as? String)
      let dnsUp = try #require(byName["dns"]?["up"] as? String)
      let webUp = try #require(byName["web"]?["up"] as? String)
      #expect(down <= asked && dnsUp < webUp)
      #expect(byName["deaf"]?["descent"] as? String == "killed" && byName["web"]?["back"] as? String == "started")
    }

    @Test("a guest that still boots is asked again; one that goes down by itself stays down; a deaf one is left")
    func itself() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("small-guest-deaf"))
        try await rack.create("deaf", for: "asso", "--timeout 150")
        try await rack.coloc("vm edit deaf --order 10 --stop-timeout 25 --ready none")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("quits", for: "asso", "--timeout 150")
        try await rack.coloc("vm edit quits --order 90")
        try await rack.image(try Lab.image("small-guest-slow-boot"))
        try await rack.create("slow", for: "asso", "--no-wait")
        try await rack.coloc("vm edit slow --stop-timeout 170 --ready none")
        let window = try await rack.window()
        async let beginning = rack.coloc("maintenance begin \(window) --yes", ends: 2, timeout: .seconds(400))
        try await Lab.eventually("deaf is asked") { try rack.outage()["deaf"]?["descent"] as? String == "asked" }
        _ = try await rack.coloc([
          "vm", "ssh", "quits", "-i", rack.key, "--", "(sleep 1; /sbin/shutdown -P) </dev/null >/dev/null 2>&1 &",
        ])
        let begun = try await beginning
        for words in ["slow stopped after", "quits went down by itself", "not safe to switch off: deaf still runs"] {
          #expect(begun.stderr.contains(words), "\(words): \(begun)")
        }
        #expect(try await rack.running() == ["deaf"])
        let ended = ["quits was shut down from inside before its turn: it stays down", "deaf runs already"]
        try await rack.coloc("maintenance end \(window) --yes", saying: ended, timeout: .seconds(300))
        #expect(try await rack.running() == ["deaf", "slow"])
      }
    }
  }
}
