import Testing

@testable import ColocKit

@Suite("Stopping is asking; the power is never cut")
struct PowerTests {
  private func stop(
    _ test: TestRack,
    _ timeout: Duration = .seconds(120),
    _ guest: @Sendable (inout FakeDomain) -> Void
  ) async throws -> StopOutcome {
    let vm = try await test.makeVM()
    await test.host.arrange { host in
      host.domains[vm.uuid]?.state = .running
      if var domain = host.domains[vm.uuid] {
        guest(&domain)
        host.domains[vm.uuid] = domain
      }
      host.heal()
    }
    let outcome = try await test.rack("vm stop").stop(vm.name, timeout: timeout, reason: nil)
    #expect(!(await test.host.calls.contains("kill")))
    return outcome
  }

  private func asks(_ test: TestRack) async -> [String] { await test.host.calls.filter { $0.hasPrefix("ask by") } }

  @Test("The agent is asked where it answers, once")
  func agent() async throws {
    let test = try await TestRack()
    let outcome = try await stop(test) {
      $0.hasAgent = true
      $0.needs = .seconds(3)
    }
    #expect(outcome == .off(seconds: 3))
    #expect(await asks(test) == ["ask by agent"])
  }

  @Test("Without an agent, or with one that refuses, the button is pressed")
  func fallback() async throws {
    let silent = try await TestRack()
    #expect(try await stop(silent) { _ in } == .off(seconds: 2))
    #expect(await asks(silent) == ["ask by acpi"])
    let refusing = try await TestRack()
    let outcome = try await stop(refusing) {
      $0.hasAgent = true
      $0.agentRefuses = true
    }
    #expect(outcome == .off(seconds: 2))
    #expect(await asks(refusing) == ["ask by agent", "ask by acpi"])
  }

  @Test("A guest that does not hear is asked again every ten seconds")
  func again() async throws {
    let test = try await TestRack()
    #expect(try await stop(test) { $0.deafFor = 2 } == .off(seconds: 22))
    #expect(await asks(test).count == 3)
  }

  @Test("When the time is over the VM is left running")
  func deadline() async throws {
    let test = try await TestRack()
    #expect(try await stop(test, .seconds(25)) { $0.deafFor = 100 } == .stillRunning)
    #expect(await asks(test).count == 3)
    #expect(test.clock.elapsed == .seconds(25))
    #expect(await test.host.domains.values.first?.state == .running)
  }

  @Test("One that is off is off; one that is paused cannot hear")
  func quiet() async throws {
    let off = try await TestRack()
    #expect(try await stop(off) { $0.state = .off } == .alreadyOff)
    let paused = try await TestRack()
    let failure = await Failure.of { _ = try await stop(paused) { $0.state = .paused } }
    #expect(failure?.kind == .partly && failure?.hints.first?.contains("coloc vm start velo-web") == true)
    #expect(await asks(off).isEmpty)
    #expect(await asks(paused).isEmpty)
  }

  @Test("Ctrl-C stops the asking, and cuts nothing")
  func cancelled() async throws {
    let test = try await TestRack()
    let vm = try await test.rack().create(test.request()).vm
    await test.host.arrange { host in
      host.domains[vm.uuid]?.deafFor = 100
      host.whenAskedToStop = { withUnsafeCurrentTask { $0?.cancel() } }
    }
    let stopping = Task { try await test.rack().stop(vm.name, timeout: .seconds(120), reason: nil) }
    await #expect(throws: CancellationError.self) { try await stopping.value }
    #expect(await asks(test).count == 1)
    #expect(await test.host.domains[vm.uuid]?.state == .running)
  }

  @Test("A guest that went off between the look and the question is off")
  func race() async throws {
    let test = try await TestRack()
    let vm = try await test.rack().create(test.request()).vm
    let host = test.host
    await host.arrange { host in
      host.whenAskedToStop = { host.assumeIsolated { $0.domains[vm.uuid]?.state = .off } }
    }
    #expect(try await test.rack().stop(vm.name, timeout: .seconds(120), reason: nil) == .off(seconds: 0))
  }

  @Test("Starting: again is boring, a paused one goes on without asking for memory, a full host refuses")
  func start() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    #expect(try await test.rack().start(vm.name, reason: nil))
    #expect(try await !test.rack().start(vm.name, reason: nil))
    let big = try FakeDomain.foreign("big", number: 63, memory: .gibibytes(13))
    await test.host.arrange { host in
      host.domains[big.uuid] = big
      host.domains[vm.uuid]?.state = .paused
    }
    #expect(try await test.rack().start(vm.name, reason: nil))
    await test.host.arrange { $0.domains[vm.uuid]?.state = .off }
    #expect(await Failure.of { _ = try await test.rack().start(vm.name, reason: nil) }?.kind == .cannotCreate)
  }

  @Test("A VM that libvirt lost: 66 with what mends it, for start, stop and kill")
  func missing() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.arrange { $0.domains = [:] }
    let rack = test.rack()
    for failure in [
      await Failure.of { _ = try await rack.start(vm.name, reason: nil) },
      await Failure.of { _ = try await rack.stop(vm.name, timeout: .seconds(1), reason: nil) },
      await Failure.of { try await rack.kill(vm.name, reason: nil) },
    ] {
      #expect(failure?.kind == .notFound && failure?.hints == ["coloc recover defines it again around its disk"])
    }
  }

  @Test("kill cuts the power and says so in the audit log")
  func kill() async throws {
    let test = try await TestRack()
    let vm = try await test.rack().create(test.request()).vm
    try await test.rack("vm kill").kill(vm.name, reason: "hangs")
    #expect(await test.host.domains[vm.uuid]?.state == .off)
    #expect(try test.audit().last?.contains(#""reason":"hangs""#) == true)
  }
}
