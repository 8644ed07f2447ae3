import Testing

@testable import ColocKit

@Suite("Suspending and resuming, cut off at any call of the host")
struct SuspensionFaultTests {
  @Test(
    "Suspend: what ran is on the disk before the first is asked; run again it is whole",
    arguments: HostFault.allCases
  )
  func suspend(_ fault: HostFault) async throws {
    let healthy = try await SuspensionTests.prepared()
    _ = try await healthy.suspend()
    let calls = await healthy.host.calls
    for number in 1...calls.count {
      let test = try await SuspensionTests.prepared()
      await test.host.fail(call: number, fault)
      _ = await Failure.of { _ = try await test.suspend() }
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      let isTouched = await test.host.calls.contains { $0.hasPrefix("ask by") || $0 == "autostart" }
      let ran = try test.tenant().suspended?.ran.map(\.description)
      #expect(ran == ["velo-web"] || (ran == nil && !isTouched), place)
      try await test.recover()
      _ = try await test.suspend()
      #expect(try await test.states() == ["velo-list": "off", "velo-web": "off"], place)
      #expect(try test.tenant().suspended?.ran.map(\.description) == ["velo-web"], place)
      #expect(try test.tenant().suspended?.autostart.count == 2, place)
      try await test.expectTidy(place)
    }
  }

  @Test("Resume: run again it has started exactly what ran", arguments: HostFault.allCases)
  func resume(_ fault: HostFault) async throws {
    let healthy = try await SuspensionTests.prepared()
    _ = try await healthy.suspend()
    await healthy.host.heal()
    _ = try await healthy.resume()
    let calls = await healthy.host.calls
    for number in 1...calls.count {
      let test = try await SuspensionTests.prepared()
      _ = try await test.suspend()
      await test.host.fail(call: number, fault)
      _ = await Failure.of { _ = try await test.resume() }
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      try await test.recover()
      _ = try await test.resume()
      #expect(try await test.states() == ["velo-list": "off, autostart", "velo-web": "running, autostart"], place)
      #expect(try test.tenant().suspended == nil, place)
      try await test.expectTidy(place)
    }
  }

  @Test("recover: a lost domain of a suspended tenant comes back without autostart, and so it stays")
  func lost() async throws {
    let test = try await SuspensionTests.prepared()
    _ = try await test.suspend()
    await test.host.arrange { $0.domains = [:] }
    #expect(try await Recovery(test.rack()).reconcile().steps.count == 2)
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "off"])
    #expect(try await test.resume() == [.leftOff, .started])
    #expect(try await test.states() == ["velo-list": "off, autostart", "velo-web": "running, autostart"])
  }

  @Test("recover: ending an interrupted command of a suspended tenant does not switch autostart on")
  func ensureDefined() async throws {
    let test = try await SuspensionTests.prepared()
    _ = try await test.suspend()
    let vm = try test.tenant().vms[0]
    await test.host.arrange { $0.domains[vm.uuid] = nil }
    try await test.rack().ensureDefined(vm)
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "off"])
  }

  @Test("recover: autostart that a power cut brought back goes again; one that runs is told and left alone")
  func broughtBack() async throws {
    let test = try await SuspensionTests.prepared()
    _ = try await test.suspend()
    await test.host.heal()
    await test.host.arrange { host in
      for uuid in host.domains.keys {
        host.domains[uuid]?.autostart = true
        host.domains[uuid]?.state = .running
      }
    }
    let plan = try await Recovery(test.rack()).plan()
    #expect(plan.steps.allSatisfy { $0.kind == .suspended } && plan.failures.isEmpty)
    #expect(plan.steps.map(\.outcome) == [.keptDown, .leftAlone, .keptDown, .leftAlone])
    #expect(try await test.states().values.allSatisfy { $0 == "running, autostart" })
    let lines = try await Recovery(test.rack()).reconcile().steps.map(\.sentence)
    #expect(lines.count == 4 && lines.allSatisfy { $0.contains("asso-velo is suspended") })
    #expect(try await test.states() == ["velo-list": "running", "velo-web": "running"])
    #expect(await !test.host.calls.contains { $0.hasPrefix("ask by") || $0 == "kill" })
  }
}
