import Foundation
import Testing

extension OwnerPath {
  /// What `--dry-run` shows, and that it does nothing.
  @Suite
  struct DryRunTests {
    @Test("a plan shows seed and XML, needs no image, and touches nothing")
    func plan() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        let before = try rack.state()
        let command = "vm create web --tenant asso --os debian --vcpus 2 --memory 1G --disk 10G --dry-run"
        let item = try await rack.item(command + " --show seed,xml --json")
        let userData = try #require(item["userData"] as? String)
        #expect(userData.hasPrefix("#cloud-config\n"))
        #expect(userData.contains("\"hostname\": \"web\""))
        #expect((item["metaData"] as? String)?.contains("\"local-hostname\": \"web\"") == true)
        #expect((item["networkConfig"] as? String)?.contains("\"\(try rack.range).10/24\"") == true)
        #expect((item["domainXML"] as? String)?.contains("<name>web</name>") == true)
        #expect(item["image"] is NSNull)
        #expect(item["disk"] as? Int == 10 << 30)
        let short = try await rack.item(command + " --json")
        for key in ["userData", "metaData", "networkConfig", "domainXML"] { #expect(short[key] is NSNull, "\(key)") }
        #expect(Set(short.keys) == Set(item.keys))
        try await rack.coloc(command, saying: ["would create", "none at hand", "nothing is done"])
        try await rack.coloc("vm create web --tenant asso --os debian --memory 1G --disk 10G --show xml", ends: 64)
        try await rack.coloc(command + " --show xml,soup", ends: 64, saying: ["soup"])
        #expect(try rack.state() == before)
        #expect(try await rack.virsh("list --all --name").contains("web") == false)
        #expect(try await rack.virsh("vol-list \(try rack.object)").contains("web") == false)
        // Without the dry run an image is missed.
        try await rack.coloc(
          "vm create web --tenant asso --os debian --memory 1G --disk 10G",
          ends: 66,
          saying: ["coloc image build debian"]
        )
      }
    }

    @Test("on a bridge of the owner's, which init neither makes nor removes")
    func bridge() async throws {
      let device = "br-\(UUID().uuidString.prefix(8).lowercased())"
      let made = try await Lab.run(["ip", "link", "add", device, "type", "bridge"])
      #expect(made.status == 0, "\(made)")
      try await TrialRack.with("--trial --bridge \(device) --network 192.168.66.0/24 --gateway 192.168.66.1") { rack in
        try await rack.tenant("asso")
        let command = "vm create web --tenant asso --os debian --memory 1G --disk 10G --dry-run --show seed,xml --json"
        let item = try await rack.item(command)
        let xml = try #require(item["domainXML"] as? String)
        #expect(xml.contains("<interface type=\"bridge\">"))
        #expect(xml.contains("<source bridge=\"\(device)\"/>"))
        #expect(xml.contains("<filterref filter=\"\(try rack.object)-guest\">"))
        #expect((item["networkConfig"] as? String)?.contains("\"gateway\": \"192.168.66.1\"") == true)
        #expect(try await rack.virsh("net-list --all --name").contains(try rack.object) == false)
      }
      let link = try await Lab.run(["ip", "link", "del", device])
      #expect(link.status == 0, "\(link)")
    }

    @Test("every verb that hurts: a table, JSON and names of what would be, and nothing is touched")
    func everyVerb() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso", vms: 3, vcpus: 3, memory: "2G", disk: "9G")
        let image = try await rack.image(try Lab.image("no-os"))
        for name in ["off", "on", "gone"] { try await rack.create(name, for: "asso", "--no-wait") }
        try await rack.coloc("vm kill off --confirm off")
        try await rack.coloc("vm kill gone --confirm gone")
        try await rack.coloc("vm delete gone --yes")
        let before = try await rack.everything()
        let vm = Set(try await rack.items("vm list --json").first.map { Array($0.keys) } ?? [])
        for (verb, would) in [("stop", "stop"), ("restart", "restart"), ("kill", "kill")] {
          let item = try await rack.item("vm \(verb) on --dry-run --json")
          #expect(vm.isSubset(of: item.keys) && item["would"] as? String == would, "\(item)")
          #expect(try await rack.coloc("vm \(verb) on --dry-run --quiet").stdout == "on\n")
        }
        try await rack.coloc("vm kill on --dry-run", saying: ["what the guest has not written"])
        try await rack.coloc("vm kill off --dry-run", saying: ["stay as it is"])
        let sweep = try await rack.items("vm restart --all --dry-run --json")
        #expect(sweep.map { $0["would"] as? String } == ["nothing", "restart"])
        #expect(try await rack.item("vm restart off --dry-run --json")["would"] as? String == "start")
        try await rack.coloc("vm kill ghost --dry-run", ends: 66)
        for verb in ["purge", "restore-deleted"] {
          let item = try await rack.item("vm \(verb) gone --dry-run --json")
          #expect(vm.isSubset(of: item.keys) && item["expires"] is String, "\(item)")
          try await rack.coloc("vm \(verb) off --dry-run", ends: 66)
        }
        try await rack.coloc("vm purge gone --dry-run", saying: ["3G, lost for good"])
        try await rack.coloc("vm restore-deleted gone --dry-run", saying: ["would restore", "shut off"])
        try await rack.coloc("vm delete on --dry-run --json")
        // Judged as the verb itself: by the images' users, by the VMs of the rack.
        try await rack.coloc("image remove \(image) --dry-run", ends: 75, saying: ["in use by gone, off, on"])
        let refused = try await rack.coloc("deinit --dry-run --json", ends: 77, saying: ["--purge-vms"])
        #expect(refused.stdout.contains("\"gone\"") && refused.stdout.contains(image), "\(refused)")
        let item = try await rack.item("deinit --purge-vms --dry-run --json")
        #expect((item["vms"] as? [[String: Any]])?.count == 2 && (item["trash"] as? [[String: Any]])?.count == 1)
        #expect(item["refusal"] is NSNull)
        try await rack.coloc("deinit --purge-vms --dry-run", saying: ["on (running)", "off (off)", "the audit log"])
        #expect(try await rack.items("recover --dry-run --json").isEmpty)
        try await rack.coloc("recover --dry-run", saying: ["nothing to recover"])
        #expect(try await rack.everything() == before)
        try await rack.refuseRestore()
      }
    }

    @Test("an image that nobody uses can go, and the plan says what that loses")
    func imageRemove() async throws {
      try await TrialRack.with { rack in
        let image = try await rack.image(try Lab.image("no-os"))
        let before = try await rack.everything()
        try await rack.coloc("image remove \(image) --dry-run", saying: ["would remove", "lost for good"])
        let planned = try await rack.item("image remove \(image) --dry-run --json")
        let listed = try await rack.item("image list --json")
        #expect(NSDictionary(dictionary: planned) == NSDictionary(dictionary: listed))
        try await rack.coloc("image remove debian-12-00000000 --dry-run", ends: 66)
        #expect(try await rack.everything() == before)
        let done = try await rack.item("image remove \(image) --confirm \(image) --json")
        #expect(done["outcome"] as? String == "removed")
      }
    }
  }
}

extension TrialRack {
  /// A plan to bring a VM back is refused as the verb is: by the same gate, with the same words and exit code.
  fileprivate func refuseRestore() async throws {
    try await coloc("tenant talk asso --channel mail --summary less")
    try await coloc("tenant agree asso --vms 2 --vcpus 3 --memory 2G --disk 9G")
    let before = try await everything()
    let words = ["gone would take asso past what was agreed", "3 VMs of 2"]
    let planned = try await coloc("vm restore-deleted gone --dry-run", ends: 73, saying: words)
    #expect(try await everything() == before)
    let tried = try await coloc("vm restore-deleted gone", ends: 73, saying: words)
    #expect(planned.stderr == tried.stderr && planned.stdout.isEmpty)
  }
}
