import Foundation
import Testing

extension Faults {
  /// The command is killed at each durable write, or the write fails.
  @Suite
  struct WriteFaultTests {
    @Test("killed at a write, or a disk that is full or failing: whole, or nothing of it")
    func writes() async throws {
      try await FaultBench.with { bench in
        let library = try await Self.library(bench.rack)
        var points: [(FaultVerb, Int, String)] = []
        for verb in FaultVerb.allCases {
          points += try await writes(of: verb, bench, library).enumerated().map { (verb, $0.offset + 1, $0.element) }
        }
        for fault in ["before", "after", "\(ENOSPC)", "\(EIO)"] {
          // Behind the manifest's rename a failure must not undo what the manifest has: always tried.
          let commits = points.filter { point in
            [.create, .restoreDeleted].contains(point.0) && point.2.contains(" fsync ") && point.2.hasSuffix("/tenants")
          }
          // The copy of an image into its volume, and the wait for the disk behind it.
          let copies = points.filter {
            $0.0 == .importImage && $0.2.contains(bench.uploaded) && $0.2.contains("/images/")
          }
          #expect(!copies.isEmpty, "nothing was copied: the image went up as a stream")
          let always = LabSample.isExhaustive ? [] : copies + (fault == "\(EIO)" ? commits : [])
          for (verb, number, what) in always + LabSample.of(points, 6, for: "write \(fault)") {
            try await bench.prepare(verb)
            let env = ["LD_PRELOAD": library, "WRITE_FAULT_AT": "\(number)", "WRITE_FAULT": fault]
            let outcome = try await bench.run(verb, env: env)
            try await judge(outcome, of: verb, fault: fault, at: what, bench)
          }
        }
      }
    }

    private func judge(
      _ outcome: LabOutcome,
      of verb: FaultVerb,
      fault: String,
      at what: String,
      _ bench: FaultBench
    ) async throws {
      let step = "WRITE_FAULT=\(fault) at \(what)"
      let isKilled = Int(fault) == nil
      // A failure that costs only words or a leftover file does not end the command.
      let allowed: Set<Int32> = isKilled ? [128 + 9] : [0, 1, 73]
      #expect(allowed.contains(outcome.status), "\(verb.rawValue), \(step): \(outcome)")
      if what.contains(" copy "), fault == "\(ENOSPC)" {
        #expect(outcome.status == 73 && outcome.stderr.contains("No space left"), "\(outcome)")
      }
      if outcome.status != 0, !isKilled {
        #expect(outcome.stderr.contains("coloc: "), "\(verb.rawValue), \(step): \(outcome)")
      }
      try await bench.check(verb, step, outcome)
    }

    /// The library that disturbs writes, built anew.
    static func library(_ rack: TrialRack) async throws -> String {
      let library = rack.home + "-write-faults.so"
      let built = try await Lab.run([Lab.root + "Tests/HostTests/Fixtures/write-faults", library])
      guard built.status == 0 else { throw LabFault("write-faults: \(built)") }
      return library
    }

    /// The writes of a verb that nothing disturbs, in their order.
    private func writes(of verb: FaultVerb, _ bench: FaultBench, _ library: String) async throws -> [String] {
      try await bench.prepare(verb)
      let log = bench.rack.home + "-writes-\(verb.rawValue)"
      let outcome = try await bench.run(verb, env: ["LD_PRELOAD": library, "WRITE_FAULT_LOG": log])
      try #require(outcome.status == 0, "\(verb.rawValue), undisturbed: \(outcome)")
      #expect(try bench.place == verb.goal)
      return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }
}
