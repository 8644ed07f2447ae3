import Foundation
import Testing

extension OwnerPath {
  /// `tenant suspend` stops and keeps stopped, `tenant resume` starts exactly what ran.
  @Suite
  struct SuspensionTests {
    @Test("stopped gracefully, down through a boot, up again exactly what ran")
    func suspend() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        for name in ["gone", "off"] {
          try await rack.create(name, for: "asso", "--no-wait")
          try await rack.coloc("vm kill \(name) --confirm \(name)")
        }
        try await rack.coloc("vm delete gone --yes")
        try await rack.coloc("tenant add me --self --ssh-key \(rack.key).pub")
        try await rack.create("mine", for: "me", "--no-wait")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("web", for: "asso", "--timeout 120")
        try await rack.create("list", for: "asso", "--timeout 120")
        try await rack.planSuspension()
        let words = ["asso is suspended", "web stopped after", "list stopped after", "off is off already"]
        try await rack.coloc("tenant suspend asso --reason moving", saying: words)
        try await rack.refuseAll()
        try await rack.boot()
        for name in ["web", "list", "off"] { #expect(try await rack.virsh("domstate \(name)").hasPrefix("shut off")) }
        try await rack.coloc("recover", saying: ["nothing to recover"])
        let back = ["web started", "list started", "off did not run when asso was suspended", "asso is resumed"]
        try await rack.coloc("tenant resume asso", saying: back)
        #expect(try await rack.running() == ["list", "mine", "web"])
        for name in ["web", "list", "off"] { #expect(try await rack.startsWithHost(name), "\(name)") }
        #expect(try await rack.item("tenant show asso --json")["suspended"] is NSNull)
        try await rack.coloc("tenant resume asso", saying: ["asso is not suspended"])
      }
    }

    @Test("one that does not stop is left running: 2; killed in the middle and run again it ends")
    func deaf() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.create("stone", for: "asso", "--no-wait")
        try await rack.create("pebble", for: "asso", "--no-wait")
        try await rack.coloc("vm kill pebble --confirm pebble")
        // No guest in them hears: the command still asks when it is killed.
        let command = [Lab.coloc, "tenant", "suspend", "asso", "--reason", "moving", "--timeout", "60"]
        let killed = try await Lab.run(command, env: ["COLOC_HOME": rack.home], timeout: .seconds(4))
        #expect(killed.isTimedOut, "\(killed)")
        let suspended = try await rack.item("tenant show asso --json")["suspended"] as? [String: Any]
        #expect(suspended?["ran"] as? [String] == ["stone"] && suspended?["reason"] as? String == "moving")
        try await rack.coloc("vm start pebble", ends: 77, saying: ["coloc tenant resume asso"])
        let again = "tenant suspend asso --reason moving --timeout 2"
        try await rack.coloc(again, ends: 2, saying: ["stone still runs after 2 s; its power was not cut"])
        #expect(try await rack.virsh("domstate stone").hasPrefix("running"))
        // Before a stop that no start could follow.
        try await rack.coloc("vm restart stone --timeout 2", ends: 77, saying: ["coloc tenant resume asso"])
        try await rack.coloc("vm kill stone --confirm stone")
        try await rack.coloc(again, saying: ["stone is off already", "pebble is off already"])
        try await rack.coloc("tenant list", saying: ["suspended"])
        try await rack.coloc("tenant resume asso", saying: ["stone started"])
        #expect(try await rack.running() == ["stone"])
      }
    }
  }
}

extension TrialRack {
  /// The dry run names what would be asked, and nothing happens.
  fileprivate func planSuspension() async throws {
    let plan = try await item("tenant suspend asso --reason moving --dry-run --json")
    let vms = plan["vms"] as? [[String: Any]] ?? []
    #expect(vms.map { $0["name"] as? String } == ["list", "off", "web"])
    #expect(vms.map { $0["would"] as? String } == ["stop", "keep", "stop"])
    try await coloc("tenant suspend asso --reason moving --dry-run", saying: ["would suspend", "nothing is done"])
    #expect(try await item("tenant show asso --json")["suspended"] is NSNull)
    #expect(try await running() == ["list", "mine", "web"])
  }

  /// Nothing of the tenant starts, nothing is made for it; other tenants go on.
  fileprivate func refuseAll() async throws {
    let resume = ["asso is suspended since", "coloc tenant resume asso"]
    for command in ["vm start web", "vm restart web", "vm start --tenant asso"] {
      try await coloc(command, ends: 77, saying: resume)
    }
    try await create("more", for: "asso", ends: 77, saying: resume)
    try await coloc("vm start --all", saying: ["web stays down", "mine runs already"])
    try await coloc("vm restore-deleted gone", ends: 77, saying: resume)
    try await coloc("tenant resume asso --dry-run", saying: ["list", "is started"])
    try await coloc("tenant show asso", saying: ["suspended", "moving", "resume starts"])
    for name in ["web", "list"] { #expect(try await !startsWithHost(name), "\(name)") }
  }

  /// The daemon dies and comes back as at a boot: it starts what has autostart, which is told by a VM that has.
  fileprivate func boot() async throws {
    try await coloc("vm kill mine --confirm mine")
    try await Lab.libvirtd("kill")
    // libvirtd starts VMs once for each boot, and keeps the word for it here.
    try? FileManager.default.removeItem(atPath: "/run/libvirt/qemu/autostarted")
    try await Lab.libvirtd("start")
    let deadline = ContinuousClock.now + .seconds(30)
    while try await running() != ["mine"], ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(200))
    }
    #expect(try await running() == ["mine"])
  }

  fileprivate func startsWithHost(_ name: String) async throws -> Bool {
    try await virsh("dominfo \(name)").contains(/Autostart:\s+enable/)
  }
}
