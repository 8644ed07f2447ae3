import Foundation
import Testing

extension OwnerPath {
  /// What stays of a VM's snapshots: a policy on record, and what one would keep.
  @Suite
  struct RetentionTests {
    @Test("a VM has the rack's policy, then one of its own, then the rack's again; a wrong one changes nothing")
    func policy() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("web", for: "asso", "--no-wait")
        let standard = "last=3,hourly=24,daily=7,weekly=4,monthly=6"
        try await rack.coloc("vm show web", saying: ["keeps \(standard) (the rack's)"])
        #expect(try await rack.item("vm show web --json")["keep"] is NSNull)
        let asked = "vm edit web --keep monthly=12,daily=30"
        try await rack.coloc(asked + " --dry-run", saying: ["snapshots kept  daily=30,monthly=12"])
        #expect(try await rack.item("vm show web --json")["keep"] is NSNull)
        try await rack.coloc(asked, saying: ["changed keep of web"])
        try await rack.coloc("vm edit web --keep daily=30,monthly=12", saying: ["web is so already"])
        try await rack.coloc("vm show web", saying: ["keeps daily=30,monthly=12\n"])
        for (wrong, words) in [
          ("daily=0", "leave daily out"), ("daily=1,daily=2", "says daily twice"), ("hours=3", "the words are last"),
          ("default,daily=7", "default stands alone"),
        ] {
          try await rack.coloc("vm edit web --keep \(wrong)", ends: 64, saying: [words])
        }
        try await rack.coloc(["vm", "edit", "web", "--keep", ""], ends: 64, saying: ["keeps nothing; say for example"])
        let keep = try await rack.item("vm show web --json")["keep"] as? [String: Any]
        #expect(keep?["daily"] as? Int == 30 && keep?["last"] is NSNull && keep?.count == 7)
        try await rack.coloc("vm edit web --keep default", saying: ["changed keep of web"])
        try await rack.coloc("vm show web", saying: ["keeps \(standard) (the rack's)"])
        try rack.configure("snapshots:\n  keep: {last: 3", "snapshots:\n  keep: {last: 5")
        try await rack.coloc("vm show web", saying: ["keeps last=5,hourly=24"])
        try rack.configure("{last: 5", "{last: 0")
        try await rack.coloc("vm show web", ends: 78, saying: ["snapshots.keep.last: must be 1 to 10000, is 0"])
        try rack.configure("{last: 0", "{last: 3")
      }
    }

    @Test("times in, kept and why out: table, names, JSON; without a rack, and whoever asks")
    func simulate() async throws {
      let nowhere = ["COLOC_HOME": "/nonexistent"]
      let times = "2026-10-25T02:30:00+02:00\n\n2026-10-25T02:30:00+01:00\n2026-10-24T12:00:00Z\n"
      let line = [Lab.coloc, "snapshot", "simulate", "--zone", "Europe/Paris", "--keep"]
      let table = try await Lab.run(line + ["daily=2"], env: nowhere, input: times)
      #expect(table.status == 0 && table.stderr == "", "\(table)")
      #expect(table.stdout.contains("2026-10-25T02:30+02:00  drop"), "\(table)")
      #expect(table.stdout.contains("2026-10-25T02:30+01:00  keep  newest, daily"), "\(table)")
      let quiet = try await Lab.run(line + ["hourly=2", "--quiet"], env: nowhere, input: times)
      #expect(quiet.stdout == "2026-10-25T00:30:00Z\n2026-10-25T01:30:00Z\n", "\(quiet)")
      let json = try await Lab.run(line + ["hourly=2", "--json"], env: nowhere, input: times)
      let document = try JSONSerialization.jsonObject(with: Data(json.stdout.utf8)) as? [String: Any]
      let items = document?["items"] as? [[String: Any]]
      #expect(items?.map { $0["keep"] as? Bool } == [true, true, false], "\(json)")
      #expect(items?.allSatisfy { Set($0.keys) == ["time", "keep", "reasons"] } == true, "\(json)")
      let early = ["hourly=2", "--now", "2026-10-25T00:00:00Z"]
      let held = try await Lab.run(line + early, env: nowhere, input: times)
      #expect(held.status == 2 && held.stderr.contains("which is in the future"), "\(held)")
      let bad = try await Lab.run(line + ["hourly=2"], env: nowhere, input: times + "yesterday\n")
      #expect(bad.status == 65 && bad.stderr.contains("line 5: 'yesterday' is not a time"), "\(bad)")
      #expect(bad.stdout == "")
      let zone = [Lab.coloc, "snapshot", "simulate", "--zone", "Mars/Olympus", "--keep", "last=1"]
      let mars = try await Lab.run(zone, env: nowhere, input: times)
      #expect(mars.status == 64 && mars.stderr.contains("is not a time zone"), "\(mars)")
      #expect(try await Lab.run(line + ["last=1", "--json"], env: nowhere).stdout.contains(#""items": []"#))
    }
  }
}

extension TrialRack {
  /// Replaces a text in coloc.yaml, as its owner would with an editor.
  fileprivate func configure(_ old: String, _ new: String) throws {
    let path = home + "/coloc.yaml"
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let after = before.replacing(old, with: new)
    #expect(after != before, "\(old) is not in coloc.yaml")
    try after.write(toFile: path, atomically: false, encoding: .utf8)
  }
}
