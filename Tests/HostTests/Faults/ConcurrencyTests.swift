import ColocKit
import Foundation
import Testing

extension Faults {
  /// Two commands at once.
  @Suite
  struct ConcurrencyTests {
    @Test("two creates of one name: one wins, the other is told")
    func sameName() async throws {
      try await FaultBench.with { bench in
        let arguments = bench.arguments(.create)
        let outcomes = try await Self.together(bench, [arguments, arguments])
        #expect(outcomes.map(\.status).sorted() == [0, 73], "\(outcomes)")
        let faults = try await World(bench).faults(swept: true)
        #expect(faults.isEmpty)
      }
    }

    @Test("two creates that together are past the agreement: one wins")
    func overAgreement() async throws {
      try await FaultBench.with { bench in
        try await bench.rack.coloc("tenant talk \(FaultBench.tenant) --channel mail --date 2026-11-03 --summary less")
        try await bench.rack.coloc("tenant agree \(FaultBench.tenant) --vms 1 --vcpus 4 --memory 1G --disk 10G")
        let creates = ["web-1", "web-2"].map { name in
          bench.arguments(.create).map { $0 == FaultBench.vm ? name : $0 }
        }
        let outcomes = try await Self.together(bench, creates)
        #expect(outcomes.map(\.status).sorted() == [0, 73], "\(outcomes)")
        let faults = try await World(bench).faults(swept: true)
        #expect(faults.isEmpty)
      }
    }

    @Test("eight conversations at once: none is lost")
    func talks() async throws {
      try await FaultBench.with { bench in
        let before = try Self.conversations(bench)
        let talks = (1...8).map { number in
          ["tenant", "talk", FaultBench.tenant, "--channel", "mail", "--summary", "number \(number)"]
        }
        let outcomes = try await Self.together(bench, talks)
        #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes)")
        #expect(try Self.conversations(bench) == before + 8)
      }
    }

    @Test("a VM that another command holds: 75, naming that command")
    func held() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        let lock = try FileLock.acquire(
          try bench.layout.lock("vm-\(FaultBench.vm)"),
          of: "VM",
          command: "coloc vm ponder"
        )
        defer { lock.release() }
        try await bench.rack.coloc(bench.arguments(.delete), ends: 75, saying: ["coloc vm ponder"])
        #expect(try bench.place == .manifest)
      }
    }

    @Test("images, or the rack, that another command holds: 75, naming that command, and nothing is touched")
    func heldImagesAndRack() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.removeImage)
        let locks = try ["imports", "rack"].map { name in
          try FileLock.acquire(try bench.layout.lock(name), of: "it", command: "coloc ponder \(name)")
        }
        // Each waits its ten seconds; together that is ten.
        let commands = [bench.arguments(.removeImage), bench.arguments(.importImage), ["init", "--trial"]]
        let outcomes = try await Self.together(bench, commands)
        locks.forEach { $0.release() }
        #expect(outcomes.map(\.status) == [75, 75, 75], "\(outcomes)")
        let told = outcomes.map(\.stderr)
        #expect(told.count { $0.contains("coloc ponder imports") } == 2, "\(outcomes)")
        #expect(told.count { $0.contains("coloc ponder rack") } == 1, "\(outcomes)")
        #expect(try await bench.rack.coloc("image list --quiet").stdout.contains(bench.uploaded))
        let faults = try await World(bench).faults(swept: true)
        #expect(faults.isEmpty)
      }
    }

    private static func conversations(_ bench: FaultBench) throws -> Int {
      try ManifestStore(layout: bench.layout, command: "test").all().tenants.flatMap(\.conversations).count
    }

    private static func together(_ bench: FaultBench, _ commands: [[String]]) async throws -> [LabOutcome] {
      let home = bench.rack.home
      return try await withThrowingTaskGroup(of: LabOutcome.self) { group in
        for command in commands {
          group.addTask { try await Lab.run([Lab.coloc] + command, env: ["COLOC_HOME": home]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
  }
}
