import ColocKit
import Foundation
import Testing
import VirtKit

extension Faults {
  /// What libvirt forgets or brings back behind coloc's back, and a host that is away.
  @Suite
  struct PowerCutTests {
    @Test("a domain that libvirt lost is defined again around its disk")
    func lostDomain() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        _ = try await bench.rack.virsh("undefine \(FaultBench.vm)")
        try await bench.rack.coloc("vm list --json", saying: ["\"missing\""])
        try await bench.rack.coloc("recover", saying: ["was gone from libvirt: defined again"])
        let faults = try await World(bench).faults(swept: true)
        #expect(faults.isEmpty)
        try await bench.rack.coloc("vm start \(FaultBench.vm)")
      }
    }

    @Test("a deleted domain that is back is removed again, its disk stays in the trash")
    func returnedDomain() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        let xml = try await bench.rack.virsh("dumpxml --inactive \(FaultBench.vm)")
        try await bench.rack.coloc(bench.arguments(.delete))
        let defined = try await Lab.run(["virsh", "-q", "define", "/dev/stdin"], input: xml)
        #expect(defined.status == 0, "\(defined)")
        try await bench.rack.coloc("recover", saying: ["had come back: removed again"])
        let faults = try await World(bench).faults(swept: true)
        #expect(faults.isEmpty)
        try await bench.rack.coloc(bench.arguments(.restoreDeleted))
      }
    }

    @Test("with the host away VM commands end with 69, lists say unreachable, tenants can be worked on")
    func hostAway() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        // Not asked to end: libvirtd 9.0 has been seen to take longer than 15 s over it.
        try await Lab.libvirtd("kill")
        for command in [bench.arguments(.delete), ["vm", "start", FaultBench.vm], bench.arguments(.create)] {
          let outcome = try await bench.rack.coloc(command, ends: 69, saying: ["does not answer"])
          #expect(!outcome.isTimedOut)
        }
        try await bench.rack.coloc("vm list", ends: 69, saying: [FaultBench.vm, "unreachable"])
        try await bench.rack.coloc("tenant talk \(FaultBench.tenant) --channel mail --summary power")
        try await bench.rack.coloc("tenant list", saying: [FaultBench.tenant])
        try await Lab.libvirtd("start")
        let faults = try await World(bench).faults(swept: true)
        #expect(faults.isEmpty)
      }
    }
  }
}
