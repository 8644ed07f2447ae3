import ColocKit
import Foundation
import Testing

extension Faults {
  /// Two racks on one libvirt, and things that are nobody's.
  @Suite
  struct SecondRackTests {
    @Test("what one rack does never touches the other")
    func apart() async throws {
      try await FaultBench.with { first in
        try await TrialRack.with { second in
          try await second.tenant("other")
          try await second.image(Lab.image("no-os"))
          try await second.create("their", for: "other", "--no-wait")
          let before = try await objects(of: second)
          for verb in FaultVerb.allCases {
            try await first.prepare(verb)
            try await first.rack.coloc(first.arguments(verb))
          }
          try await first.prepare(.delete)
          try await first.rack.coloc("recover")
          #expect(try await objects(of: second) == before)
          // A domain of that name is the other rack's: to this one it is a stranger.
          let taken = ["that is not this rack's"]
          try await first.rack.create("their", for: FaultBench.tenant, "--no-wait", ends: 73, saying: taken)
          for verb in ["delete their --yes", "kill their --confirm their", "start their"] {
            try await first.rack.coloc("vm \(verb)", ends: 66)
          }
          try await first.rack.coloc("deinit --confirm \(try first.rack.uuid) --purge-vms")
          #expect(try await objects(of: second) == before)
          try await second.coloc("vm list", saying: ["their", "running"])
        }
      }
    }

    @Test("an address that a foreign domain claims is not given out")
    func foreignAddress() async throws {
      try await FaultBench.with { bench in
        let address = "\(try bench.rack.range).10"
        let xml = """
          <domain type='qemu'><name>claims</name><memory unit='MiB'>16</memory><os><type>hvm</type></os><devices>
          <interface type='network'><source network='\(try bench.rack.object)'/>
          <filterref filter='clean-traffic'><parameter name='IP' value='\(address)'/></filterref>
          </interface></devices></domain>
          """
        let defined = try await Lab.run(["virsh", "-q", "define", "/dev/stdin"], input: xml)
        #expect(defined.status == 0, "\(defined)")
        try await bench.rack.coloc(bench.arguments(.create))
        let vm = try ManifestStore(layout: bench.layout, command: "test").all().vms.first?.vm
        #expect(vm != nil)
        #expect(vm?.ipv4?.description != address)
        _ = try await bench.rack.virsh("undefine claims")
      }
    }

    @Test("deinit that was killed in the middle is finished by the next one", arguments: ["link", "write"])
    func dismantling(_ kind: String) async throws {
      let counted = try await disturbedDeinit(kind, at: nil)
      for step in LabSample.of(Array(1...max(1, counted)), 2, for: "deinit \(kind)") {
        _ = try await disturbedDeinit(kind, at: step)
      }
    }

    /// Takes a rack with a VM down, killed at a step; gives back how many steps there were.
    private func disturbedDeinit(_ kind: String, at step: Int?) async throws -> Int {
      var steps = 0
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        let arguments = ["deinit", "--confirm", try bench.rack.uuid, "--purge-vms"]
        let object = try bench.rack.object
        let proxy = try LibvirtProxy(kind == "link" ? step.map { LinkFault(message: $0, action: .killAfter) } : nil)
        var env = ["COLOC_HOME": bench.rack.home, "COLOC_URI": proxy.uri]
        let log = bench.rack.home + "-deinit"
        if kind == "write" {
          env["LD_PRELOAD"] = try await WriteFaultTests.library(bench.rack)
          env["WRITE_FAULT_LOG"] = log
          env["WRITE_FAULT"] = "after"
          env["WRITE_FAULT_AT"] = step.map(String.init)
        }
        let told = "deinit, \(kind) \(step ?? 0), COLOC_SEED=\(LabSample.seed)"
        let outcome = try await Lab.run([Lab.coloc] + arguments, env: env)
        try await proxy.stop()
        #expect(outcome.status == (step == nil ? 0 : 137), "\(told): \(outcome)")
        let writes = (try? String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count) ?? 0
        steps = kind == "link" ? proxy.steps : writes
        if FileManager.default.fileExists(atPath: bench.rack.home + "/coloc.yaml") {
          let again = try await Lab.run([Lab.coloc] + arguments, env: ["COLOC_HOME": bench.rack.home])
          #expect(again.status == 0, "\(told), repeated: \(again)")
        }
        let left = try await objects(named: object).filter { !$0.contains("foreign") }
        #expect(left.isEmpty, "\(told)")
        let domains = try await bench.rack.virsh("list --all --name")
        #expect(domains.trimmingCharacters(in: .newlines) == bench.foreign, "\(told)")
        let pool = try FileManager.default.contentsOfDirectory(atPath: "/var/lib/libvirt/images/\(object)")
        #expect(pool == ["\(bench.foreign).qcow2"], "\(told)")
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: bench.rack.home)) ?? []
        #expect(files.isEmpty, "\(told)")
      }
      return steps
    }

    /// What libvirt knows of a rack, a line each.
    private func objects(of rack: TrialRack) async throws -> [String] {
      let volumes = try await rack.virsh("vol-list \(rack.object)").split(separator: "\n").map(String.init)
      return try await objects(named: rack.object) + volumes
    }

    private func objects(named object: String) async throws -> [String] {
      var lines: [String] = []
      for list in ["list --all --name", "net-list --all --name", "pool-list --all --name", "nwfilter-list"] {
        let outcome = try await Lab.run(["virsh", "-q"] + list.split(separator: " ").map(String.init))
        lines += outcome.stdout.split(separator: "\n").map(String.init).filter { line in
          list.hasPrefix("list") ? !line.isEmpty && line != FaultBench.vm : line.contains(object)
        }
      }
      return lines
    }
  }
}
