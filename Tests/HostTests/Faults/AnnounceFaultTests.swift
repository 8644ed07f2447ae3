import Foundation
import Testing

extension Faults {
  /// `announce` is killed at each durable write, or the write fails; then it is typed again.
  @Suite
  struct AnnounceFaultTests {
    @Test("cut off at a write: nothing goes out twice unasked, nothing is lost, and what nobody knows is asked about")
    func writes() async throws {
      try await FaultBench.with { bench in
        try await bench.prepare(.delete)
        let post = try await TrialPost(bench.rack)
        let library = try await WriteFaultTests.library(bench.rack)
        let points = try await Self.writes(post, library)
        // The outbox before each of two programs and behind it, the window, the audit line.
        try #require(points.count > 20 && points.count { $0.contains(" renameat ") } >= 6, "\(points)")
        for fault in ["before", "after", "\(ENOSPC)"] {
          for number in LabSample.of(Array(points.indices), 8, for: "announce \(fault)") {
            let step = "WRITE_FAULT=\(fault) at \(points[number]), COLOC_SEED=\(LabSample.seed)"
            let env = ["LD_PRELOAD": library, "WRITE_FAULT_AT": "\(number + 1)", "WRITE_FAULT": fault]
            try await Self.disturb(post, env, isKilled: Int(fault) == nil, step)
          }
        }
        try await bench.rack.coloc("recover")
        let left = try FileManager.default.subpathsOfDirectory(atPath: bench.rack.home).filter { $0.contains(".tmp-") }
        #expect(left.isEmpty)
      }
    }

    /// Announces a window, disturbed once, and follows it until all of it is told.
    private static func disturb(_ post: TrialPost, _ env: [String: String], isKilled: Bool, _ step: String) async throws
    {
      let window = try await post.rack.window("w")
      let first = try await announce(post, window, env: env)
      #expect(isKilled ? first.status == 137 : [0, 1, 2, 73, 76].contains(first.status), "\(step): \(first)")
      let cut = try post.states(of: window).filter { ["sending", "unknown"].contains($0.value) }.map(\.key)
      #expect(cut.count <= 1, "\(step): one is sent after the other: \(cut)")
      for attempt in 1...2 {
        let again = try await announce(post, window)
        #expect(again.status == (cut.isEmpty ? 0 : 76), "\(step), repeated \(attempt): \(again)")
        for id in cut {
          #expect(again.stderr.contains("--mark-sent \(id)") && again.stderr.contains("--resend \(id)"), "\(again)")
        }
      }
      let told = try post.deliveries(of: window)
      let states = try post.states(of: window)
      #expect(states.count == 2 && told.values.allSatisfy { $0 == 1 }, "\(step): \(told), \(states)")
      for (id, state) in states {
        let isRight = cut.contains(id) ? state == "unknown" : state == "sent" && told[id] == 1
        #expect(isRight, "\(step): \(id) is \(state), and went out \(told[id] ?? 0) times")
      }
      for id in cut {
        let resent = try await announce(post, window, "--resend", id)
        #expect(resent.status == 0, "\(step): \(resent)")
        #expect(try post.deliveries(of: window)[id] == (told[id] ?? 0) + 1, "\(step)")
      }
      let last = try await announce(post, window)
      #expect(last.status == 0 && last.stderr.contains("nothing to send"), "\(step): \(last)")
      try await post.rack.coloc("maintenance cancel \(window)")
    }

    private static func announce(
      _ post: TrialPost,
      _ window: String,
      _ options: String...,
      env: [String: String] = [:]
    ) async throws -> LabOutcome {
      let environment = ["COLOC_HOME": post.rack.home, "SUDO_USER": ""].merging(env) { $1 }
      return try await Lab.run([Lab.coloc, "maintenance", "announce", window, "--yes"] + options, env: environment)
    }

    /// The writes of an announcement that nothing disturbs, in their order.
    private static func writes(_ post: TrialPost, _ library: String) async throws -> [String] {
      // The first one of a rack makes directories and locks too.
      for attempt in ["warm", "counted"] {
        let window = try await post.rack.window(attempt)
        let log = post.rack.home + "-announce-\(attempt)"
        let outcome = try await announce(post, window, env: ["LD_PRELOAD": library, "WRITE_FAULT_LOG": log])
        try #require(outcome.status == 0, "undisturbed: \(outcome)")
        #expect(try post.deliveries(of: window).count == 2)
      }
      let log = try String(contentsOfFile: post.rack.home + "-announce-counted", encoding: .utf8)
      return log.split(separator: "\n").map(String.init)
    }
  }
}
