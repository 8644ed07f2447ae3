import Foundation
import Testing

extension OwnerPath {
  /// Conversation before provisioning.
  @Suite
  struct GateTests {
    @Test("nothing without a conversation and an agreement that rests on it")
    func talkFirst() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.coloc("tenant add asso --ssh-key \(rack.key).pub")
        try await rack.create("web", for: "asso", ends: 77, saying: ["no recorded conversation", "tenant talk asso"])
        let agree = "tenant agree asso --vms 1 --vcpus 1 --memory 1G --disk 3G"
        try await rack.coloc(agree, ends: 77, saying: ["no recorded conversation"])
        try await rack.coloc("tenant talk asso --channel matrix --date 2026-11-02 --summary first")
        try await rack.create("web", for: "asso", ends: 77, saying: ["has no agreement", "tenant agree asso"])
        try await rack.coloc("tenant talk asso --channel person --date 2026-11-05 --summary second")
        try await rack.coloc("tenant talk asso --channel mail --date 2999-01-01 --summary later", ends: 64)
        try await rack.coloc(agree + " --conversation c2")
        try await rack.coloc(agree + " --conversation c1", ends: 77, saying: ["c1 of 2026-11-02 is older than c2"])
        try await rack.coloc(agree + " --conversation c9", ends: 66)
        try await rack.coloc("tenant add me --self")
        try await rack.coloc("tenant add too --self", ends: 73, saying: ["me"])
        try await rack.coloc("tenant add asso", ends: 73, saying: ["exists already"])
        #expect(try await rack.virsh("list --all --name").contains("web") == false)
      }
    }

    @Test("past what was agreed it says what, when, by which channel, what is used, and what to type")
    func pastTheAgreement() async throws {
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso", vms: 2, vcpus: 2, memory: "768M", disk: "7G")
        try await rack.create("one", for: "asso", "--no-wait")
        let words = [
          "two would take asso past what was agreed: 8G disk of 7G", "agreed on 2026-11-02 by mail (c1): 2 VMs",
          "in use: 1 VM, 1 vCPU", "384M memory", "coloc tenant talk asso --channel mail",
          "coloc tenant agree asso --vms 2 --vcpus 2 --memory 768M --disk 8G",
        ]
        let two = "vm create two --tenant asso --os debian --memory 384M"
        try await rack.coloc(two + " --disk 5G", ends: 73, saying: words)
        try await rack.coloc(two + " --disk 5G --dry-run", ends: 73, saying: words)
        // A VM that is off counts as one that runs.
        try await rack.coloc("vm kill one --confirm one")
        try await rack.coloc(two + " --disk 5G", ends: 73, saying: words)
        try await rack.coloc(two + " --disk 4G --no-wait")
        try await rack.create("three", for: "asso", ends: 73, saying: ["3 VMs of 2", "1152M memory of 768M"])
        try await rack.coloc("vm delete one --yes")
        try await rack.create("three", for: "asso", "--no-wait")
        try await rack.coloc("vm restore-deleted one", ends: 73, saying: ["one would take asso past", "3 VMs of 2"])
        try await rack.coloc("tenant talk asso --channel phone --summary more")
        try await rack.coloc("tenant agree asso --vms 3 --vcpus 3 --memory 1152M --disk 10G")
        try await rack.coloc("vm restore-deleted one")
        try await rack.coloc("tenant add me --self --ssh-key \(rack.key).pub")
        try await rack.create("mine", for: "me", "--no-wait")
      }
    }
  }
}
