import Foundation
import Testing

extension OwnerPath {
  /// What commands say to programs about what they have done.
  @Suite
  struct OutcomeTests {
    @Test("vm delete, recover and deinit with --json: an item for each thing that was done")
    func outcomes() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        for name in ["one", "two", "three"] {
          try await rack.create(name, for: "asso", "--no-wait")
          try await rack.coloc("vm kill \(name) --confirm \(name)")
        }
        let trashed = try await rack.items("vm delete one --yes --json")
        #expect(Self.told(trashed) == ["one trashed"])
        #expect(try await rack.coloc("vm delete three --now --confirm three --quiet").stdout == "three\n")
        _ = try await rack.virsh("undefine two")
        let planned = try await rack.item("recover --dry-run --json")
        let done = try await rack.item("recover --json")
        for key in ["kind", "name", "tenant", "outcome"] {
          #expect(done[key] as? String == planned[key] as? String && done[key] is String, "\(key): \(done)")
        }
        #expect(Set(done.keys) == Set(planned.keys) && done["outcome"] as? String == "defined")
        #expect(try await rack.items("recover --json").isEmpty)

        let uuid = try rack.uuid
        let refused = try await rack.coloc("deinit --confirm \(uuid) --json", ends: 77, saying: ["--purge-vms"])
        #expect(refused.stdout.contains(#""outcome": "failed""#) && !refused.stdout.contains("purged"), "\(refused)")
        let ended = try await rack.items("deinit --confirm \(uuid) --purge-vms --json")
        #expect(Self.told(ended) == ["two purged", "one purged", "\(uuid) removed"])
      }
    }

    private static func told(_ items: [[String: Any]]) -> [String] {
      items.map { "\($0["name"] as? String ?? "-") \($0["outcome"] as? String ?? "-")" }
    }
  }
}
