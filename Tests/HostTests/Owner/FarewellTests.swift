import Foundation
import Testing

extension OwnerPath {
  /// `tenant refuse` and `tenant remove`.
  @Suite
  struct FarewellTests {
    @Test("refused until another talk; removed with its VMs, and nothing of it is left but names in the log")
    func farewell() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        try await rack.coloc("tenant edit asso --add-contact email:ana@velo.example")
        try await rack.refuse()
        try await rack.create("web", for: "asso", "--no-wait")
        try await rack.create("old", for: "asso", "--no-wait")
        try await rack.coloc("vm kill old --confirm old")
        try await rack.coloc("vm delete old --yes")
        try await rack.coloc(
          "tenant refuse asso --reason spam",
          ends: 77,
          saying: ["asso has web", "tenant suspend asso"]
        )
        let still = ["asso still has web, old (trash)", "--purge-vms"]
        try await rack.coloc("tenant remove asso --confirm asso", ends: 77, saying: still)
        try await rack.coloc("tenant remove asso --purge-vms", ends: 64, saying: ["--confirm asso", "web (running"])
        try await rack.coloc("tenant remove asso --purge-vms --confirm velo", ends: 64, saying: ["nothing was done"])
        let plan = try await rack.item("tenant remove asso --purge-vms --dry-run --json")
        let vms = plan["vms"] as? [[String: Any]] ?? []
        #expect(
          vms.map { $0["name"] as? String } == ["web", "old"] && vms.map { $0["trash"] as? Bool } == [false, true]
        )
        #expect(try await rack.virsh("domstate web").hasPrefix("running"))
        let words = ["web is gone for good", "old is gone for good", "asso is gone"]
        try await rack.coloc("tenant remove asso --purge-vms --confirm asso", saying: words)
        try await rack.checkForgotten()
        try await rack.coloc("tenant remove asso --confirm asso", ends: 66, saying: ["no tenant named asso"])
      }
    }

    @Test("removing is killed at each durable write, and run again: nothing is left")
    func killed() async throws {
      try await TrialRack.with { rack in
        let library = try await Faults.WriteFaultTests.library(rack)
        let log = rack.home + "-removal-writes"
        let remove = [Lab.coloc, "tenant", "remove", "gone", "--confirm", "gone"]
        var env = ["COLOC_HOME": rack.home, "LD_PRELOAD": library]
        try await rack.coloc("tenant add gone --contact email:ana@velo.example")
        let whole = try await Lab.run(remove, env: env.merging(["WRITE_FAULT_LOG": log]) { $1 })
        #expect(whole.status == 0, "\(whole)")
        let writes = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
        #expect(writes > 4)
        for number in 1...writes {
          try await rack.coloc("tenant add gone --contact email:ana@velo.example")
          env["WRITE_FAULT_AT"] = "\(number)"
          env["WRITE_FAULT"] = LabSample.isExhaustive || number.isMultiple(of: 2) ? "after" : "before"
          let cut = try await Lab.run(remove, env: env)
          #expect(cut.status == 128 + 9, "write \(number): \(cut)")
          let again = try await Lab.run(remove, env: ["COLOC_HOME": rack.home])
          // Killed behind the last one there is nothing left to do.
          #expect(again.status == 0 || again.status == 66 && number == writes, "write \(number): \(again)")
          let left = try rack.files(with: ["gone", "velo.example"])
          #expect(left.isEmpty, "write \(number): \(left)")
        }
      }
    }
  }
}

extension TrialRack {
  fileprivate func refuse() async throws {
    try await coloc("tenant refuse asso --reason spam --dry-run", saying: ["would refuse", "nothing is done"])
    try await coloc("tenant refuse asso --reason spam", saying: ["asso is refused"])
    try await coloc("tenant show asso", saying: ["refused", "spam", "spoken"])
    try await create("web", for: "asso", ends: 77, saying: ["asso was refused at", "coloc tenant talk asso"])
    let agree = "tenant agree asso --vms 4 --vcpus 8 --memory 8G --disk 60G"
    try await coloc(agree, ends: 77, saying: ["c1 was before the refusal"])
    try await coloc("tenant talk asso --channel phone --summary sorry")
    try await coloc(agree, saying: ["lifted"])
  }

  /// Files of the state, the audit log left out, that hold one of these words or bear it.
  fileprivate func files(with words: [String]) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: home).filter { path in
      guard path != "audit.jsonl" else { return false }
      let content = String(decoding: FileManager.default.contents(atPath: "\(home)/\(path)") ?? Data(), as: UTF8.self)
      return words.contains { path.contains($0) || content.contains($0) }
    }
  }

  fileprivate func checkForgotten() async throws {
    let key = try String(contentsOfFile: key + ".pub", encoding: .utf8).split(separator: " ")[1]
    let left = try files(with: ["asso", "velo.example", "spoken", "vm-web", "vm-old", String(key)])
    #expect(left.isEmpty, "\(left)")
    let log = try String(contentsOfFile: home + "/audit.jsonl", encoding: .utf8)
    #expect(log.contains("coloc tenant remove") && log.contains("\"web\""))
    for word in ["velo.example", "spoken", "ssh-ed25519"] { #expect(!log.contains(word), "\(word)") }
    let object = try object
    #expect(try await virsh("vol-list \(object)").contains("web-") == false)
    #expect(try await virsh("list --all --name").contains("web") == false)
    #expect(try await virsh("net-dumpxml \(object)").contains("name='web'") == false)
  }
}
