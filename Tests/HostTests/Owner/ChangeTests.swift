import Foundation
import Testing

extension OwnerPath {
  /// A VM that is there gets other sizes, a title, keys, protection.
  @Suite
  struct ChangeTests {
    @Test("a running guest sees a larger disk and more processors, and more memory at its next start")
    func grow() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso", vms: 2, vcpus: 4, memory: "1G", disk: "20G")
        try await rack.image(try Lab.image("small-guest"))
        try await rack.create("web", for: "asso", "--timeout 170")
        _ = try await rack.virsh("desc web --config --live by-hand")
        let before = try await rack.item("vm show web --json")
        let told = ["vcpus   1 -> 2, while it runs", "memory  384M -> 640M, from the next start on", "3G -> 5G"]
        let resize = "vm resize web --memory 640M --vcpus 2 --disk 5G"
        let plan = try await rack.coloc(resize + " --dry-run").stdout.split(separator: "\n").map { line in
          line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        for line in told {
          let words = line.split(separator: " ").joined(separator: " ")
          #expect(plan.contains { $0.contains(words) }, "\(plan)")
        }
        #expect(try await rack.guest("web", "cat /sys/block/vda/size") == "\(3 << 21)")
        let memory = try await rack.memory(of: "web")
        try await rack.coloc(
          resize,
          saying: [
            "web: vcpus 1 -> 2, while it runs", "web: memory 384M -> 640M, from the next start on",
            "web: disk 3G -> 5G, while it runs", "a reboot inside is not enough: coloc vm restart web",
          ]
        )
        #expect(try await rack.guest("web", "cat /sys/block/vda/size") == "\(5 << 21)")
        #expect(try await rack.guest("web", "grep -c ^processor /proc/cpuinfo") == "2")
        #expect(try await rack.memory(of: "web") == memory)
        try await rack.coloc(resize, saying: ["web has those sizes already"])
        try await rack.refuse()
        // Other people's changes stay, and what makes the VM that VM.
        let xml = try await rack.virsh("dumpxml --inactive web").replacing("\"", with: "'")
        for words in ["by-hand", "current='2'>8</vcpu>", "<memory unit='KiB'>655360</memory>"] {
          #expect(xml.contains(words), "\(words): \(xml)")
        }
        let after = try await rack.item("vm show web --json")
        for key in ["uuid", "mac", "ipv4", "created"] { #expect(before[key] as? String == after[key] as? String) }
        #expect(after["memory"] as? Int == 640 << 20 && after["disk"] as? Int == 5 << 30)
        try await rack.coloc("vm stop web --timeout 170", saying: ["web stopped"])
        try await rack.coloc("vm resize web --disk 6G", saying: ["web: disk 5G -> 6G, at once"])
        try await rack.coloc("vm start web")
        try await rack.coloc("vm wait web --for ssh --timeout 170")
        #expect(try await rack.guest("web", "cat /sys/block/vda/size") == "\(6 << 21)")
        #expect(try await rack.memory(of: "web") > memory + 200_000)
        // The line about keys, typed by the owner as it is printed.
        try await rack.keys(of: "web")
      }
    }

    @Test("a title is seen by virsh; a protected VM is not deleted, killed or destroyed with its rack")
    func edit() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("web", for: "asso", "--no-wait")
        let title = "Ana's site <1> & more"
        try await rack.coloc(
          ["vm", "edit", "web", "--title", title, "--protect", "on"],
          saying: ["changed title, protected of web"]
        )
        #expect(try await rack.virsh("desc web --title").trimmingCharacters(in: .newlines) == title)
        let xml = try await rack.virsh("dumpxml --inactive web")
        #expect(xml.contains("site &lt;1&gt; &amp; more</title>"), "\(xml)")
        try await rack.coloc(["vm", "edit", "web", "--title", title], saying: ["web is so already"])
        try await rack.coloc("vm show web", saying: [title, "protected", "SHA256:"])
        #expect(try await rack.item("vm list --json")["protected"] as? Bool == true)
        let way = ["web is protected", "coloc vm edit web --protect off"]
        for verb in [
          "vm delete web --yes", "vm delete web --dry-run", "vm delete web --now --confirm web",
          "vm kill web --confirm web", "deinit --confirm \(try rack.uuid) --purge-vms",
        ] {
          try await rack.coloc(verb, ends: 77, saying: way)
        }
        #expect(try await rack.virsh("domstate web").hasPrefix("running"))
        try await rack.coloc("vm edit web --protect off")
        try await rack.coloc("vm kill web --confirm web")
        // Defined again from the record, it has its title.
        _ = try await rack.virsh("undefine web")
        try await rack.coloc("recover", saying: ["defined again"])
        #expect(try await rack.virsh("desc web --title").trimmingCharacters(in: .newlines) == title)
        let log = try String(contentsOfFile: rack.home + "/audit.jsonl", encoding: .utf8)
        #expect(log.contains(#""fields":["title","protected"]"#) && !log.contains("Ana"), "\(log)")
      }
    }
  }
}

extension TrialRack {
  /// What a command says inside a guest.
  fileprivate func guest(_ name: String, _ command: String, at place: SourceLocation = #_sourceLocation) async throws
    -> String
  {
    let outcome = try await coloc(["vm", "ssh", name, "-i", key, "--", command], at: place)
    return outcome.stdout.trimmingCharacters(in: .newlines)
  }

  /// What the guest counts as its memory, in KiB.
  fileprivate func memory(of name: String) async throws -> Int {
    let line = try await guest(name, "grep MemTotal /proc/meminfo")
    guard let number = Int(line.filter(\.isNumber)) else { throw LabFault("no MemTotal: \(line)") }
    return number
  }

  fileprivate func refuse() async throws {
    try await coloc(
      "vm resize web --disk 4G",
      ends: 64,
      saying: ["the disk of web has 5G and is never shrunk to 4G: what lies behind would be lost"]
    )
    try await coloc("vm resize web --memory 2G", ends: 73, saying: ["past what was agreed: 2G memory of 1G"])
    try await coloc("vm resize web --disk 21G", ends: 73, saying: ["21G disk of 20G", "coloc tenant agree asso"])
    try await coloc("vm resize nobody --disk 21G", ends: 66)
  }

  /// A key is added to the record, by the printed line to the guest, and taken away again.
  fileprivate func keys(of name: String) async throws {
    let luc = key + "-luc"
    let made = try await Lab.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "luc's key", "-f", luc])
    #expect(made.status == 0)
    for (option, ends) in [("--add-ssh-key \(luc).pub", Int32(0)), ("--remove-ssh-key", 255)] {
      var words = "vm edit \(name) \(option)".split(separator: " ").map(String.init)
      if ends != 0 { words.append("luc's key") }
      let told = try await coloc(words, saying: ["changed sshKeys of \(name)", "the guest itself is not touched"])
      let line = told.stderr.split(separator: "\n").first { $0.hasPrefix("  ssh debian@") }
      let ssh = "ssh() { exec \(Lab.coloc) vm ssh \(name) -i \(key) -- \"$2\"; }; \(line ?? "false")"
      let typed = try await Lab.run(["sh", "-c", ssh], env: ["COLOC_HOME": home])
      #expect(typed.status == 0, "\(typed)")
      try await coloc(["vm", "ssh", name, "-i", luc, "--", "true"], ends: ends)
    }
  }
}
