import Testing

@testable import ColocKit

@Suite("An outage that is disturbed anywhere ends as an undisturbed one")
struct OutageFaultTests {
  /// How many calls a begin makes, and a begin with its end.
  static func counts() async throws -> (begin: Int, all: Int) {
    let night = try await TestNight()
    let window = try night.window()
    await night.test.host.heal()
    try await night.begin(window)
    let begin = await night.test.host.calls.count
    try await night.end(window)
    return (begin, await night.test.host.calls.count)
  }

  @Test("A begin that fails at any call, repeated, then ended", arguments: HostFault.allCases)
  func begin(_ fault: HostFault) async throws {
    for number in StepSample.of(try await Self.counts().begin, 5) {
      let night = try await TestNight()
      let window = try night.window()
      await night.test.host.fail(call: number, fault)
      _ = await Failure.of { try await night.begin(window) }
      await night.test.host.heal()
      let down = try await night.begin(window)
      #expect(down.isSafe, "\(fault) at \(number): \(down.active)")
      try await night.end(window)
      #expect(await night.running() == ["dns", "mail", "printer", "web"], "\(fault) at \(number)")
      try await night.expectTidy("\(fault) at \(number)")
    }
  }

  @Test("A begin that fails at any call, then a cut, a boot and the end", arguments: HostFault.allCases)
  func cut(_ fault: HostFault) async throws {
    for number in StepSample.of(try await Self.counts().begin, 5) {
      let night = try await TestNight()
      let window = try night.window()
      await night.test.host.fail(call: number, fault)
      _ = await Failure.of { try await night.begin(window) }
      let isBegun = try night.test.rack().state.outages.read() != nil
      try await night.cut()
      try await night.up()
      if isBegun {
        #expect(await night.running().isEmpty, "\(fault) at \(number)")
        try await night.end(window)
        #expect(await night.running() == ["dns", "mail", "printer", "web"], "\(fault) at \(number)")
      } else {
        // Nothing had begun: a boot after a cut as any other.
        #expect(await night.running().filter { $0 != "printer" } == ["dns", "mail", "web"], "\(fault) at \(number)")
      }
    }
  }

  @Test("An end that fails at any call, repeated", arguments: HostFault.allCases)
  func end(_ fault: HostFault) async throws {
    let counts = try await Self.counts()
    for number in StepSample.of(counts.all - counts.begin, 5) {
      let night = try await TestNight()
      let window = try night.window()
      try await night.begin(window)
      await night.test.host.fail(call: number, fault)
      _ = try? await night.end(window)
      try await night.test.recover()
      if try night.test.rack().window(window.id).state == .begun {
        let (ended, result) = try await night.end(window)
        #expect(ended.state == .ended && result.failures.isEmpty, "\(fault) at \(number)")
      }
      #expect(await night.running() == ["dns", "mail", "printer", "web"], "\(fault) at \(number)")
      try await night.expectTidy("\(fault) at \(number)")
    }
  }
}
