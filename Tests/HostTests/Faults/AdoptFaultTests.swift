import ColocKit
import Foundation
import Testing
import VirtKit

extension Faults {
  /// `vm adopt` is killed, or its line cut, at each message and each durable write: taken in, or as it was before.
  @Suite
  struct AdoptFaultTests {
    @Test("killed or cut off at a message to libvirtd")
    func messages() async throws {
      try await with { rack, old in
        let process = try await old.process
        let proxy = try LibvirtProxy()
        let outcome = try await adopt(rack, old, ["COLOC_URI": proxy.uri])
        try await proxy.stop()
        #expect(outcome.status == 0, "\(outcome)")
        try await release(rack, old)
        let actions: [(String, LinkFault.Action)] = [
          ("killed before", .killBefore), ("killed after", .killAfter), ("cut after", .cut),
        ]
        for (name, action) in actions {
          for message in LabSample.of(Array(1...proxy.steps), 5, for: "adopt \(name)") {
            let proxy = try LibvirtProxy(LinkFault(message: message, action: action))
            let outcome = try await adopt(rack, old, ["COLOC_URI": proxy.uri])
            try await proxy.stop()
            try await check(rack, old, process, "\(name) message \(message)", outcome)
          }
        }
      }
    }

    @Test("killed at a durable write, or a disk that is full or failing")
    func writes() async throws {
      try await with { rack, old in
        let process = try await old.process
        let library = rack.home + "-write-faults.so"
        let built = try await Lab.run([Lab.root + "Tests/HostTests/Fixtures/write-faults", library])
        #expect(built.status == 0, "\(built)")
        let log = rack.home + "-writes"
        let outcome = try await adopt(rack, old, ["LD_PRELOAD": library, "WRITE_FAULT_LOG": log])
        #expect(outcome.status == 0, "\(outcome)")
        let writes = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(writes.contains { $0.contains("/definitions") })
        try await release(rack, old)
        for fault in ["before", "after", "\(ENOSPC)", "\(EIO)"] {
          for (number, what) in LabSample.of(Array(writes.enumerated()), 6, for: "adopt write \(fault)") {
            let env = ["LD_PRELOAD": library, "WRITE_FAULT_AT": "\(number + 1)", "WRITE_FAULT": fault]
            let outcome = try await adopt(rack, old, env)
            try await check(rack, old, process, "WRITE_FAULT=\(fault) at \(what)", outcome)
          }
        }
      }
    }

    private func with(_ body: (TrialRack, OldDomain) async throws -> Void) async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        let old = try await OldDomain(rack, image: "no-os")
        do { try await body(rack, old) } catch { Issue.record(error) }
        try await old.remove()
      }
    }

    private func adopt(_ rack: TrialRack, _ old: OldDomain, _ env: [String: String]) async throws -> LabOutcome {
      let environment = ["COLOC_HOME": rack.home, "SUDO_USER": ""].merging(env) { $1 }
      return try await Lab.run([Lab.coloc, "vm", "adopt", old.name, "--tenant", "asso"], env: environment)
    }

    /// After the next command it is whole in the manifest or was never touched; the same QEMU runs all the while.
    private func check(
      _ rack: TrialRack,
      _ old: OldDomain,
      _ process: String,
      _ step: String,
      _ outcome: LabOutcome
    ) async throws {
      let told = "adopt, \(step), COLOC_SEED=\(LabSample.seed): \(outcome)"
      for next in ["vm list", "recover"] {
        try await rack.coloc(next)
        let layout = try StateLayout(home: rack.home)
        let vm = try ManifestStore(layout: layout, command: "test").all().vms.first?.vm
        let xml = try await rack.virsh("dumpxml --inactive \(old.name)").replacing("\"", with: "'")
        #expect(xml.contains("rack='\(try rack.uuid)'") == (vm != nil), "\(told), then \(next)")
        let copies = try DefinitionStore(layout: layout).survey()
        #expect(copies.records.map(\.uuid) == (vm.map { [$0.uuid] } ?? []), "\(told), then \(next)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: layout.intents) == [], "\(told), then \(next)")
        #expect(try await old.process == process, "\(told), then \(next)")
      }
      try await release(rack, old)
    }

    /// Takes the mark, the entry and the copy away by hand, so that it can be taken in once more; it runs on.
    private func release(_ rack: TrialRack, _ old: OldDomain) async throws {
      let layout = try StateLayout(home: rack.home)
      let store = ManifestStore(layout: layout, command: "test")
      guard let (tenant, vm) = try store.all().vms.first else { return }
      try store.change(tenant.name) { $0.vms = [] }
      try DefinitionStore(layout: layout).remove(vm.uuid)
      let namespace = "https://coloc.example/xmlns/libvirt/domain/1"
      _ = try await rack.virsh("metadata \(old.name) --uri \(namespace) --key coloc --remove --live --config")
    }
  }
}
