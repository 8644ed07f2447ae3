import ColocKit
import Foundation
import Testing

extension Faults {
  /// `init` is killed at a message to libvirtd or at a durable write: the next one makes the rack whole, and `deinit`
  /// leaves nothing.
  @Suite
  struct InitFaultTests {
    @Test("init that was killed in the middle is finished by the next one", arguments: ["link", "write"])
    func killed(_ kind: String) async throws {
      let counted = try await disturbedInit(kind, "killed after", at: nil)
      try #require(counted > 5, "\(kind): \(counted) steps")
      for moment in ["killed before", "killed after"] {
        for step in LabSample.of(Array(1...counted), 2, for: "init \(kind) \(moment)") {
          _ = try await disturbedInit(kind, moment, at: step)
        }
      }
    }

    /// Makes a rack, killed at a step, then made whole and taken down; gives back how many steps there were.
    private func disturbedInit(_ kind: String, _ moment: String, at step: Int?) async throws -> Int {
      var steps = 0
      try await TrialRack.bare { rack in
        let before = try await traces(rack)
        let action: LinkFault.Action = moment == "killed before" ? .killBefore : .killAfter
        let proxy = try LibvirtProxy(kind == "link" ? step.map { LinkFault(message: $0, action: action) } : nil)
        var env = ["COLOC_HOME": rack.home, "COLOC_URI": proxy.uri]
        let log = rack.home + "-init"
        if kind == "write" {
          env["LD_PRELOAD"] = try await WriteFaultTests.library(rack)
          env["WRITE_FAULT_LOG"] = log
          env["WRITE_FAULT"] = moment == "killed before" ? "before" : "after"
          env["WRITE_FAULT_AT"] = step.map(String.init)
        }
        let told = "init, \(kind), \(moment) \(step ?? 0), COLOC_SEED=\(LabSample.seed)"
        let first = try await Lab.run([Lab.coloc, "init", "--trial"], env: env)
        try await proxy.stop()
        #expect(first.status == (step == nil ? 0 : 137), "\(told): \(first)")
        let writes = (try? String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count) ?? 0
        steps = kind == "link" ? proxy.steps : writes
        // The proxy's address may stand in coloc.yaml; the environment goes before it.
        let direct = ["COLOC_HOME": rack.home, "COLOC_URI": "qemu:///system"]
        for attempt in 1...2 {
          let again = try await Lab.run([Lab.coloc, "init", "--trial"], env: direct)
          #expect(again.status == 0, "\(told), repeated \(attempt): \(again)")
        }
        try await expectWhole(rack, direct, told)
        let gone = try await Lab.run([Lab.coloc, "deinit", "--confirm", try rack.uuid], env: direct)
        #expect(gone.status == 0, "\(told): \(gone)")
        // Not of the rack, and not of one that was begun before it.
        #expect(try await traces(rack) == before, "\(told)")
        #expect(!FileManager.default.fileExists(atPath: rack.home), "\(told)")
      }
      return steps
    }

    /// Pool, network and filters are there and started, the host was tried out, and a VM could be created.
    private func expectWhole(_ rack: TrialRack, _ env: [String: String], _ told: String) async throws {
      let object = try rack.object
      for list in ["pool-list --name --autostart", "net-list --name --autostart"] {
        let names = try await rack.virsh(list).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(names.contains(object), "\(told): \(list)")
      }
      let filters = try await rack.virsh("nwfilter-list")
      for name in ["guest", "guest6"] { #expect(filters.contains("\(object)-\(name)"), "\(told): \(filters)") }
      let left = try FileManager.default.subpathsOfDirectory(atPath: rack.home).filter { $0.hasPrefix("intents/") }
      #expect(left.isEmpty, "\(told)")
      let commands = [
        ["recover"], ["tenant", "add", "me", "--self", "--ssh-key", rack.key + ".pub"],
        "vm create web --tenant me --os debian --memory 384M --disk 3G --dry-run".split(separator: " ").map(
          String.init
        ),
      ]
      for command in commands {
        let outcome = try await Lab.run([Lab.coloc] + command, env: env)
        #expect(outcome.status == 0, "\(told): \(outcome)")
      }
      let stale = try FileManager.default.subpathsOfDirectory(atPath: rack.home).filter { $0.contains(".tmp-") }
      #expect(stale.isEmpty, "\(told)")
    }

    /// What libvirt and the disk have, of whatever rack.
    private func traces(_ rack: TrialRack) async throws -> [String] {
      var traces: [String] = []
      for list in ["list --all --name", "net-list --all --name", "pool-list --all --name", "nwfilter-list"] {
        let lines = try await rack.virsh(list).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        traces += lines.filter { !$0.isEmpty }.map { "\(list): \($0)" }
      }
      for directory in ["/var/lib/libvirt/images", "/var/lib"] {
        traces += try FileManager.default.contentsOfDirectory(atPath: directory).map { "\(directory)/\($0)" }
      }
      return traces.sorted()
    }
  }
}
