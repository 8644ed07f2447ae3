import Testing

extension Faults {
  /// The client is killed, or its line cut, at each message to libvirtd.
  @Suite
  struct LinkFaultTests {
    private static let actions: [(String, LinkFault.Action)] = [
      ("killed before", .killBefore), ("killed after", .killAfter), ("cut after", .cut),
    ]

    @Test("killed or cut off at a message to libvirtd: whole, or nothing of it")
    func messages() async throws {
      try await FaultBench.with { bench in
        var points: [(FaultVerb, Int)] = []
        for verb in FaultVerb.allCases {
          points += (1...(try await bench.steps(of: verb))).map { (verb, $0) }
        }
        for (name, action) in Self.actions {
          for (verb, message) in LabSample.of(points, 6, for: name) {
            try await disturb(verb, at: message, by: action, named: name, bench)
          }
        }
      }
    }

    private func disturb(
      _ verb: FaultVerb,
      at message: Int,
      by action: LinkFault.Action,
      named name: String,
      _ bench: FaultBench
    ) async throws {
      try await bench.prepare(verb)
      let proxy = try LibvirtProxy(LinkFault(message: message, action: action))
      let outcome = try await bench.run(verb, env: ["COLOC_URI": proxy.uri])
      try await proxy.stop()
      let step = "\(name) message \(message)"
      // A cut behind the last message finds the work done.
      var allowed: Set<Int32> = [0, 128 + 9]
      if case .cut = action { allowed = [0, 69, 76] }
      #expect(allowed.contains(outcome.status), "\(verb.rawValue), \(step): \(outcome)")
      try await bench.check(verb, step, outcome)
    }

    @Test("a line that says nothing any more: an end within the deadline, then whole or nothing of it")
    func silence() async throws {
      try await FaultBench.with { bench in
        let count = try await bench.steps(of: .create)
        let points = LabSample.of(Array(1...count), 1, for: "silence")
        for message in points {
          try await bench.prepare(.create)
          let proxy = try LibvirtProxy(LinkFault(message: message, action: .silence))
          let outcome = try await bench.run(.create, env: ["COLOC_URI": proxy.uri], timeout: .seconds(120))
          try await proxy.stop()
          #expect([69, 76].contains(outcome.status), "create, silent at message \(message): \(outcome)")
          try await bench.check(.create, "silent at message \(message)", outcome)
        }
      }
    }
  }
}
