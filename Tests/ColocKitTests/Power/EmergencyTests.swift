import Foundation
import Synchronization
import Testing

@testable import ColocKit

@Suite("On battery all is down in time, as gently as it lasts")
struct EmergencyTests {
  @Test("On battery: by order, then the power is cut; who would not make it is told beforehand")
  func emergency() async throws {
    let night = try await TestNight()
    await night.guest("web") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    await night.guest("mail") { $0.needs = .seconds(25) }
    let plan = try await night.test.rack().planOutage(budget: 60)
    #expect(plan.longest == 60)
    // Never measured: each is taken to need 20 s, and the second order is asked after 15 of the 30 s.
    #expect(plan.parts.filter(\.isCut).map(\.entry.name) == ["dns"])
    let begin = night.test.clock.elapsed
    let result = try await night.test.rack().powerDown(reason: "UPS", budget: 60) { _ in }
    #expect(result.isSafe)
    let ends = Dictionary(uniqueKeysWithValues: result.entries.map { ($0.name, $0.descent) })
    #expect(ends == ["mail": .stopped, "printer": .stopped, "web": .killed, "dns": .stopped])
    #expect(night.test.clock.elapsed - begin <= .seconds(31))
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
  }

  @Test("A deaf guest of the lowest order keeps nobody from being asked; nobody is cut before the end")
  func deaf() async throws {
    let night = try await TestNight()
    try await night.edit("web") {
      $0.order = 1
      $0.stopTimeout = 5
    }
    await night.guest("web") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    await night.guest("dns") { $0.needs = .seconds(40) }
    let begin = night.test.clock.elapsed
    let result = try await night.test.rack().powerDown(reason: nil, budget: 150) { _ in }
    let ends = Dictionary(uniqueKeysWithValues: result.entries.map { ($0.name, $0.descent) })
    #expect(ends == ["mail": .stopped, "printer": .stopped, "web": .killed, "dns": .stopped])
    let elapsed = night.test.clock.elapsed - begin
    #expect((.seconds(120)...(.seconds(121))).contains(elapsed))
  }

  @Test("One that had more time than its own policy gives goes down by itself; a paused one is cut at the end")
  func patient() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.stopTimeout = 5 }
    await night.guest("web") { $0.needs = .seconds(50) }
    await night.guest("mail") { $0.state = .paused }
    let plan = try await night.test.rack().planOutage(budget: 150)
    #expect(plan.parts.filter(\.isCut).map(\.entry.name) == ["mail"])
    let result = try await night.test.rack().powerDown(reason: nil, budget: 150) { _ in }
    let ends = Dictionary(uniqueKeysWithValues: result.entries.map { ($0.name, $0.descent) })
    #expect(ends == ["mail": .killed, "printer": .stopped, "web": .stopped, "dns": .stopped])
  }

  @Test("All are down, though the host fails at any call", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    let calm = try await TestNight()
    await calm.test.host.heal()
    _ = try await calm.test.rack().powerDown(reason: nil, budget: 60) { _ in }
    for number in StepSample.of(await calm.test.host.calls.count, 5) {
      let night = try await TestNight()
      await night.test.host.fail(call: number, fault)
      let begin = night.test.clock.elapsed
      let first = try? await night.test.rack().powerDown(reason: nil, budget: 60) { _ in }
      // A battery has no second run: what passes by is overcome in the first.
      if !fault.staysAway { #expect(first?.isSafe == true, "\(fault) at \(number)") }
      #expect(night.test.clock.elapsed - begin <= .seconds(75), "\(fault) at \(number)")
      await night.test.host.heal()
      let again = try await night.test.rack().powerDown(reason: nil, budget: 60) { _ in }
      #expect(again.isSafe, "\(fault) at \(number)")
      try await night.cut()
      try await night.up()
      #expect(await night.running() == ["dns", "mail", "printer", "web"], "\(fault) at \(number)")
    }
  }

  @Test("A disk that is full does not keep the power on")
  func full() async throws {
    let night = try await TestNight()
    try FileManager.default.removeItem(atPath: night.test.layout.power)
    #expect(FileManager.default.createFile(atPath: night.test.layout.power, contents: nil))
    await night.guest("web") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    await night.test.host.fail(call: 2, .refused)
    let told = Told()
    let result = try await night.test.rack().powerDown(reason: nil, budget: 60) { told.add($0) }
    #expect(result.isSafe)
    #expect(told.descents == ["web": .killed, "mail": .stopped, "printer": .stopped, "dns": .stopped])
  }

  @Test("What had come back, and goes down on battery, is owed once more, also when nobody asked it")
  func again() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    await night.test.host.arrange { $0.refusesStart = ["web"] }
    try await night.end(window)
    await night.guest("mail") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    #expect(try await night.test.rack().powerDown(reason: nil, budget: 30) { _ in }.isSafe)
    await night.test.host.arrange { $0.refusesStart = [] }
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
  }
}

/// What became of each domain, as it was told.
private final class Told: Sendable {
  private let entries = Mutex<[String: OutageEntry.Descent]>([:])
  var descents: [String: OutageEntry.Descent] { entries.withLock { $0 } }
  func add(_ entry: OutageEntry) { entries.withLock { $0[entry.name] = entry.descent } }
}
