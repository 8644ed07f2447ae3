import Foundation
import Testing

extension Snapshots {
  /// The command is killed at a durable write, or the write fails: what it left is ended, and every point reads as before.
  @Suite
  struct PointWriteTests {
    /// A VM that is off: what its disk holds is known, and it is held for each copy.
    private final class Bench {
      let rack: TrialRack
      let directory: String
      let disk: String
      private(set) var copies: [String: String] = [:]
      private var number = 0

      init(_ rack: TrialRack) async throws {
        self.rack = rack
        directory = try await rack.points(of: "stone")
        disk = try #require(try await rack.disks(of: "stone")["vda"])
      }

      /// Writes something new, and takes a point of it.
      func take() async throws {
        try await write()
        let id = try #require(try await rack.take("stone")["id"] as? String)
        copies[id] = try await rack.copies(of: "stone", named: id)["vda"]
      }

      func write() async throws {
        number += 1
        let commands = ["write -P \(number % 250 + 1) \(number % 60)M 64k", "write -P \(number % 250 + 1) 100M 64k"]
        try await rack.tool(["qemu-io", "-f", "qcow2"] + commands.flatMap { ["-c", $0] } + [disk])
      }

      /// A point that may be deleted: in the middle, or the oldest.
      func victim() async throws -> String {
        while try await ids().count < 4 { try await take() }
        let ids = try await ids()
        number += 1
        return "stone@\(ids[number % 2])"
      }

      func ids() async throws -> [String] {
        try await rack.items("snapshot list stone --json").compactMap { $0["id"] as? String }
      }

      func expectSound(_ comment: String) async throws {
        try await rack.coloc("recover")
        try await take()
        #expect(try await rack.virsh("domstate stone").contains("shut off"), "\(comment)")
        try await rack.expectSound("stone", in: directory, "\(comment)")
        for id in try await ids() {
          guard let copy = copies[id] else { continue }
          try await rack.expect(id, in: directory, ["vda": copy])
        }
      }
    }

    private static let verbs = ["create", "delete"]

    @Test("killed at a write, or a disk that is full or failing")
    func writes() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("stone", for: "asso", "--no-wait")
        try await rack.coloc("vm kill stone --confirm stone")
        let library = try await Faults.WriteFaultTests.library(rack)
        let bench = try await Bench(rack)
        var steps: [(verb: String, number: Int, what: String)] = []
        // The first one writes more than those behind it.
        try await bench.take()
        for verb in Self.verbs {
          let log = rack.home + "-writes-\(verb)"
          let ended = try await Self.run(verb, bench, ["LD_PRELOAD": library, "WRITE_FAULT_LOG": log])
          try #require(ended.status == 0, "\(verb): \(ended)")
          let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
          steps += lines.enumerated().map { (verb, $0.offset + 1, $0.element) }
        }
        #expect(steps.count > 40)
        var killed = 0
        for fault in ["before", "after", "\(ENOSPC)", "\(EIO)"] {
          for step in LabSample.of(steps, 1, for: "snapshot write \(fault)") {
            let env = ["LD_PRELOAD": library, "WRITE_FAULT_AT": "\(step.number)", "WRITE_FAULT": fault]
            let ended = try await Self.run(step.verb, bench, env)
            let told = "\(step.verb), \(fault) at \(step.what): \(ended)"
            // A delete of another one writes less: then nothing is disturbed.
            let allowed: Set<Int32> = Int(fault) == nil ? [0, 128 + 9] : [0, 1, 2, 73]
            killed += ended.status == 128 + 9 ? 1 : 0
            #expect(allowed.contains(ended.status), "\(told)")
            try await bench.expectSound(told)
          }
        }
        #expect(killed > 0)
      }
    }

    private static func run(_ verb: String, _ bench: Bench, _ env: [String: String]) async throws -> LabOutcome {
      let what = verb == "create" ? "stone" : try await bench.victim()
      if verb == "create" { try await bench.write() }
      let environment = ["COLOC_HOME": bench.rack.home].merging(env) { _, added in added }
      return try await Lab.run([Lab.coloc, "snapshot", verb, what], env: environment, timeout: .seconds(90))
    }
  }
}
