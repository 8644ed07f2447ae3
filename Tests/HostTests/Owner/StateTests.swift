import Foundation
import Testing

extension OwnerPath {
  /// State that somebody else has touched.
  @Suite
  struct StateTests {
    @Test("a manifest with faults names them all; its tenant is read-only, the others go on")
    func manifests() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("good")
        try await rack.tenant("bad")
        let path = rack.home + "/tenants/bad.json"
        let sound = try String(contentsOfFile: path, encoding: .utf8)
        let broken = sound.replacing("\"language\": \"en\"", with: "\"language\": 7,\n  \"colour\": \"red\"")
          .replacing("\"self\": false", with: "\"self\": false,\n  \"self\": true")
          .replacing("\"schema\": 1", with: "\"schema\": 2")
        #expect(broken != sound)
        try broken.write(toFile: path, atomically: false, encoding: .utf8)
        let faults = ["language: ", "colour: is not a key here", "self: stands twice", "written by a newer coloc"]
        let shown = try await rack.coloc("tenant show bad", ends: 65, saying: faults)
        let lines = shown.stderr.split(separator: "\n").filter { $0.wholeMatch(of: /.*bad\.json:\d+: .*/) != nil }
        #expect(lines.count == 4, "\(shown)")
        try await rack.coloc("tenant talk bad --channel mail --summary x", ends: 65, saying: ["bad.json:"])
        let create = " --os debian --memory 1G --disk 9G --dry-run"
        try await rack.coloc("vm create web --tenant bad" + create, ends: 65, saying: ["bad.json:"])
        try await rack.coloc("tenant talk good --channel mail --summary x")
        let list = try await rack.coloc("tenant list", ends: 65, saying: ["bad.json:"])
        #expect(list.stdout.contains("good"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == broken)
        try sound.write(toFile: path, atomically: false, encoding: .utf8)
        try await rack.coloc("tenant show bad")
      }
    }

    @Test("state that others may read is refused with the line that mends it")
    func modes() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        for (path, loose, tight) in [("/tenants/asso.json", 0o644, 0o600), ("/tenants", 0o755, 0o700)] {
          let path = rack.home + path
          try FileManager.default.setAttributes([.posixPermissions: loose], ofItemAtPath: path)
          let line = "chmod \(String(tight, radix: 8)) \(path)"
          try await rack.coloc("tenant show asso", ends: 77, saying: [line])
          try FileManager.default.setAttributes([.posixPermissions: tight], ofItemAtPath: path)
        }
        try await rack.coloc("tenant show asso")
      }
    }

    @Test("a torn last line of the audit log is set aside and said")
    func audit() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        let path = rack.home + "/audit.jsonl"
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        try (whole + "{\"when\":\"2026").write(toFile: path, atomically: false, encoding: .utf8)
        try await rack.coloc("tenant talk asso --channel mail --summary x", saying: ["audit.jsonl.torn-"])
        let after = try String(contentsOfFile: path, encoding: .utf8)
        #expect(after.hasPrefix(whole))
        for line in after.split(separator: "\n") {
          #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: rack.home)
        let aside = try #require(names.first { $0.hasPrefix("audit.jsonl.torn-") })
        #expect(try String(contentsOfFile: "\(rack.home)/\(aside)", encoding: .utf8) == "{\"when\":\"2026")
      }
    }

    @Test("a mistake in a template gives file, line and reason, and nothing is created")
    func templates() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        let directory = rack.home + "/templates/debian"
        try FileManager.default.createDirectory(
          atPath: directory,
          withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700]
        )
        let mistakes = [
          "hostname: ${name}\nfqdn: ${nonsense}\n": "user-data.yaml:2: ",
          "hostname: a\nusers: &all\n  - x\n": "user-data.yaml:",
          "hostname: a\n\tfqdn: b\n": "user-data.yaml:2: ",
          "hostname: a\nhostname: b\n": "user-data.yaml:",
          "runcmd: !!python/object x\n": "user-data.yaml:1: ",
        ]
        for (text, place) in mistakes {
          try text.write(toFile: directory + "/user-data.yaml", atomically: false, encoding: .utf8)
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory + "/user-data.yaml")
          try await rack.create("web", for: "asso", ends: 65, saying: [place])
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: directory + "/user-data.yaml")
        try await rack.create("web", for: "asso", ends: 77, saying: ["user-data.yaml"])
        #expect(try await rack.virsh("list --all --name").contains("web") == false)
        #expect(try await rack.virsh("vol-list \(try rack.object)").contains("web") == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: rack.home + "/intents") == [])
        #expect(try await rack.coloc("vm list --quiet").stdout == "")
      }
    }
  }
}
