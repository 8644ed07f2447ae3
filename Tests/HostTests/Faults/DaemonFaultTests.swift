import Foundation
import Glibc
import Testing

extension Faults {
  /// libvirtd itself dies, or Ctrl-C comes, at a message of the client.
  @Suite
  struct DaemonFaultTests {
    @Test("libvirtd killed under a command: whole, or nothing of it, once it runs again")
    func daemonKilled() async throws {
      try await FaultBench.with { bench in
        var points: [(FaultVerb, Int)] = []
        for verb in [FaultVerb.create, .delete, .restoreDeleted] {
          points += (1...(try await bench.steps(of: verb))).map { (verb, $0) }
        }
        for (verb, message) in LabSample.of(points, 3, for: "libvirtd killed") {
          try await bench.prepare(verb)
          let proxy = try LibvirtProxy(LinkFault(message: message, action: .meanwhile { _ in Lab.killDaemon() }))
          let outcome = try await bench.run(verb, env: ["COLOC_URI": proxy.uri])
          try await proxy.stop()
          try await Lab.libvirtd("start")
          let step = "libvirtd killed at message \(message)"
          #expect([0, 69, 76].contains(outcome.status), "\(verb.rawValue), \(step): \(outcome)")
          try await bench.check(verb, step, outcome)
        }
      }
    }

    @Test("Ctrl-C during create: 130 and nothing of it, or the VM is whole")
    func interrupt() async throws {
      try await FaultBench.with { bench in
        let steps = try await bench.steps(of: .create)
        // The last message sets autostart: the manifest has the VM by then.
        let points = LabSample.of(Array(1..<(steps - 1)), 3, for: "interrupt") + [steps]
        for message in points {
          try await bench.prepare(.create)
          let interrupt = LinkFault(message: message, action: .meanwhile { process in kill(process, SIGINT) })
          let proxy = try LibvirtProxy(interrupt)
          let outcome = try await bench.run(.create, env: ["COLOC_URI": proxy.uri])
          try await proxy.stop()
          let step = "SIGINT at message \(message)"
          let place = try bench.place
          #expect(
            outcome.status == 130 && place == .nowhere || outcome.status == 0 && place == .manifest,
            "\(step): \(outcome)"
          )
          if outcome.status == 130 {
            let left = try await World(bench).faults(swept: true)
            #expect(left.isEmpty, "create, \(step): \(outcome)")
          }
          try await bench.check(.create, step, outcome)
        }
        #expect(try bench.place == .manifest)
      }
    }
  }
}
