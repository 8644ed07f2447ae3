import Foundation
import Testing

@testable import ColocKit

@Suite("A suspended tenant's VMs stay down until it is resumed")
struct SuspensionTests {
  private static let names = ["velo-list", "velo-web"]

  /// Two VMs: velo-web runs, velo-list is off.
  static func prepared() async throws -> TestRack {
    let test = try await TestRack()
    for name in names {
      _ = try await test.rack("vm create").create(test.request(name, memory: .gibibytes(1)))
    }
    try await test.set("velo-list", .off)
    await test.host.heal()
    return test
  }

  @Test("The one that runs is asked, both lose their autostart, and nothing of it starts")
  func suspend() async throws {
    let test = try await Self.prepared()
    let outcomes = try await test.suspend()
    #expect(outcomes == [.alreadyOff, .off(seconds: 2)])
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "off"])
    let suspension = try #require(try test.tenant().suspended)
    #expect(suspension.ran.map(\.description) == ["velo-web"])
    #expect(suspension.autostart.map(\.description) == Self.names && !suspension.resuming)
    #expect(await !test.host.calls.contains("kill"))
    let rack = test.rack()
    let web = try test.vmName
    for failure in [
      await Failure.of { _ = try await rack.start(web, reason: nil) },
      await Failure.of { _ = try await rack.create(test.request("velo-mail", memory: .gibibytes(1))) },
      await Failure.of { _ = try await rack.plan(test.request("velo-mail", memory: .gibibytes(1))) },
    ] {
      #expect(failure?.kind == .notPermitted && failure?.hints == ["lift it: coloc tenant resume asso-velo"])
    }
    #expect(try test.audit().contains { $0.contains(#""fields":["suspended"]"#) && $0.contains(#""reason":"pause""#) })
    try await test.expectTidy()
  }

  @Test("What is in the trash does not come back, a paused VM does not go on")
  func trash() async throws {
    let test = try await Self.prepared()
    _ = try await test.rack().delete(VMName(parsing: "velo-list"), reason: nil)
    try await test.set("velo-web", .paused)
    let deaf = await Failure.of { _ = try await test.suspend() }
    #expect(deaf?.kind == .partly)
    #expect(await Failure.of { _ = try await test.rack().start(test.vmName, reason: nil) }?.kind == .notPermitted)
    let back = await Failure.of { _ = try await test.rack().restoreDeleted(VMName(parsing: "velo-list"), reason: nil) }
    #expect(
      back?.kind == .notPermitted && back?.message.contains("is suspended since 2026-11-02 21:15 (pause)") == true
    )
    try await test.expectTidy()
  }

  @Test("A dry run of a restart is refused as the restart is; a stop and a kill are not")
  func powerPlans() async throws {
    let test = try await Self.prepared()
    await test.host.arrange { host in for uuid in host.domains.keys { host.domains[uuid]?.deafFor = 100 } }
    _ = try await test.suspend()
    let names = try test.tenant().vms.map(\.name)
    let restart = try await test.rack().planPower(.restart(isSweeping: false), of: names)
    #expect(restart.map(\.step) == [.refuse, .refuse])
    #expect(restart.allSatisfy { $0.refusal?.kind == .notPermitted })
    #expect(try await test.rack().planPower(.stop, of: names).map(\.step) == [.nothing, .stop])
    #expect(try await test.rack().planPower(.kill, of: names).map(\.step) == [.nothing, .kill])
  }

  @Test("One that does not stop is left running, the tenant is suspended all the same")
  func deaf() async throws {
    let test = try await Self.prepared()
    await test.host.arrange { host in for uuid in host.domains.keys { host.domains[uuid]?.deafFor = 100 } }
    #expect(try await test.suspend() == [.alreadyOff, .stillRunning])
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "running"])
    #expect(try test.tenant().staysDown)
  }

  @Test("Resume starts exactly what ran, gives autostart back, and leaves no trace of the suspension")
  func resume() async throws {
    let test = try await Self.prepared()
    _ = try await test.suspend()
    #expect(try await test.resume() == [.leftOff, .started])
    #expect(try await test.states() == ["velo-list": "off, autostart", "velo-web": "running, autostart"])
    #expect(try test.tenant().suspended == nil)
    let plan = try await test.rack().resume(test.tenantName, reason: nil)
    #expect(plan.isDone && plan.parts.isEmpty)
    _ = try await test.rack().start(VMName(parsing: "velo-list"), reason: nil)
    try await test.expectTidy()
  }

  @Test("A VM that libvirt did not start by itself before does not afterwards")
  func autostart() async throws {
    let test = try await Self.prepared()
    await test.host.arrange { host in for uuid in host.domains.keys { host.domains[uuid]?.autostart = false } }
    _ = try await test.suspend()
    _ = try await test.resume()
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "running"])
  }

  @Test("Suspending again adds what runs meanwhile; the first day stays")
  func again() async throws {
    let test = try await Self.prepared()
    _ = try await test.suspend()
    let first = try #require(try test.tenant().suspended)
    test.clock.advance(.seconds(86_400))
    try await test.set("velo-list", .running)
    _ = try await test.suspend("still")
    let second = try #require(try test.tenant().suspended)
    #expect(second.since == first.since && second.reason == "still")
    #expect(second.ran.map(\.description) == Self.names)
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "off"])
  }

  @Test("A full host: what cannot start stays noted, and the next resume starts it")
  func fullHost() async throws {
    let test = try await Self.prepared()
    _ = try await test.suspend()
    let big = try FakeDomain.foreign("big", number: 63, memory: .gibibytes(14))
    await test.host.arrange { $0.domains[big.uuid] = big }
    #expect(await Failure.of { _ = try await test.resume() }?.kind == .cannotCreate)
    #expect(try test.tenant().suspended?.ran == [test.vmName])
    #expect(await Failure.of { try test.rack().endResumption(test.tenantName) }?.kind == .partly)
    await test.host.arrange { $0.domains[big.uuid] = nil }
    #expect(try await test.resume() == [.leftOff, .started])
    #expect(try test.tenant().suspended == nil)
  }

  @Test("A protected VM goes down like the others: nothing of it is lost")
  func protected() async throws {
    let test = try await Self.prepared()
    try test.change { tenant in for index in tenant.vms.indices { tenant.vms[index].protected = true } }
    _ = try await test.suspend()
    #expect(try await test.states() == ["velo-list": "off", "velo-web": "off"])
  }

  @Test("A paused VM of a suspended tenant: what lets it go on is not what the suspension refuses")
  func paused() async throws {
    let test = try await Self.prepared()
    let name = try test.vmName
    let web = try #require(try test.tenant().vms.first { $0.name == name })
    await test.host.arrange { $0.domains[web.uuid]?.state = .paused }
    let failure = await Failure.of { _ = try await test.suspend() }
    #expect(failure?.kind == .partly && failure?.hints.first?.hasPrefix("virsh resume velo-web") == true)
  }

  @Test("While another command makes a VM for it: 75; one that is being started counts as running")
  func underWay() async throws {
    let test = try await Self.prepared()
    let rack = test.rack()
    let vm = try #require(try test.tenant().vms.first { $0.name.description == "velo-list" })
    func begin(_ action: Intent.Action) throws -> LiveIntent {
      try rack.state.intents.begin(
        Intent(
          id: UUID(),
          action: action,
          rack: test.configuration.rack,
          tenant: test.tenantName,
          vm: vm,
          command: "coloc vm test",
          started: Sample.moment
        )
      )
    }
    let creation = try begin(.create)
    #expect(await Failure.of { _ = try await test.suspend() }?.kind == .busy)
    #expect(try test.tenant().suspended == nil)
    try rack.state.intents.finish(creation)
    let start = try begin(.start)
    _ = try await test.suspend()
    #expect(try test.tenant().suspended?.ran.map(\.description) == Self.names)
    try rack.state.intents.finish(start)
  }

  @Test("A reason is one line; a tenant nobody knows: 66")
  func refused() async throws {
    let test = try await Self.prepared()
    #expect(await Failure.of { _ = try await test.suspend("two\nlines") }?.kind == .usage)
    #expect(await Failure.of { _ = try await test.suspend(" ") }?.kind == .usage)
    let nobody = try TenantName(parsing: "nobody")
    #expect(await Failure.of { _ = try await test.rack().suspend(nobody, reason: "r") }?.kind == .notFound)
    #expect(await Failure.of { _ = try await test.rack().resume(nobody, reason: nil) }?.kind == .notFound)
  }
}

extension TestRack {
  func tenant() throws -> Tenant { try rack().tenant(tenantName) }

  func set(_ name: String, _ state: MachineState) async throws {
    await host.arrange { host in
      for (uuid, domain) in host.domains where domain.name == name { host.domains[uuid]?.state = state }
    }
  }

  /// What each domain does, and whether it starts with the daemon.
  func states() async throws -> [String: String] {
    let domains = await host.arrange { $0.domains.values }
    return Dictionary(
      uniqueKeysWithValues: domains.map { ($0.name, $0.state.rawValue + ($0.autostart ? ", autostart" : "")) }
    )
  }

  /// What the command does, one VM after the other.
  func suspend(_ reason: String = "pause") async throws -> [StopOutcome] {
    let plan = try await rack("tenant suspend").suspend(tenantName, reason: reason)
    var outcomes: [StopOutcome] = []
    for part in plan.parts {
      outcomes.append(try await rack("tenant suspend").keepDown(part.vm.name, timeout: .seconds(60), reason: reason))
    }
    return outcomes
  }

  /// What the command does, one VM after the other.
  func resume() async throws -> [ResumeOutcome] {
    let plan = try await rack("tenant resume").resume(tenantName, reason: nil)
    var outcomes: [ResumeOutcome] = []
    for part in plan.parts { outcomes.append(try await rack("tenant resume").letUp(part.vm.name, reason: nil)) }
    try rack("tenant resume").endResumption(tenantName)
    return outcomes
  }
}
