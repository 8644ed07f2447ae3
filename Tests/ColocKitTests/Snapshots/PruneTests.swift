import Testing

@testable import ColocKit

@Suite("Points go by the policy, and are taken when they are due")
struct PruneTests {
  /// A VM with so many points, an hour apart, and a policy of its own.
  private func bench(_ count: Int, _ policy: String) async throws -> PointBench {
    let bench = try await PointBench()
    var change = VMChange()
    change.keep = .own(try RetentionPolicy(parsing: policy))
    _ = try await bench.test.rack().editVM(bench.vm.name, change, reason: nil)
    for _ in 0..<count {
      bench.test.clock.advance(.seconds(3600))
      try await bench.take()
    }
    return bench
  }

  private func run(_ bench: PointBench, _ names: [VMName]? = nil) async throws -> [Result<PointRun, any Error>] {
    var results: [Result<PointRun, any Error>] = []
    try await bench.test.rack().runPoints(names ?? [bench.vm.name], reason: nil) { results.append($1) }
    return results
  }

  @Test("What the policy does not keep goes, oldest first; the rest reads as before and says why it stays")
  func prune() async throws {
    let bench = try await bench(5, "last=2")
    let plan = try bench.test.rack().planPrune(bench.vm.name)
    #expect(plan.parts.map(\.isKept) == [false, false, false, true, true])
    #expect(try bench.index().points.count == 5)
    let done = try await bench.test.rack().prune(bench.vm.name)
    #expect(done.dropped.count == 3)
    #expect(try bench.index().points.map(\.kept) == [["last 2"], ["newest", "last 1"]])
    #expect(try await bench.test.rack().prune(bench.vm.name).dropped.isEmpty)
    try await bench.expectSound()
  }

  @Test("What the live disk stands on stays, also when it is an old one after a revert")
  func head() async throws {
    let bench = try await bench(3, "last=1")
    let first = try bench.index().points[0].id
    let book = try bench.test.rack().pointBook(of: bench.vm)
    try book.change { $0.head = first }
    let plan = try bench.test.rack().planPrune(bench.vm.name)
    #expect(plan.parts.map(\.reasons) == [["head"], [], ["newest", "last 1"]])
  }

  @Test("A landslide, or a clock that went back, and nothing goes; a landslide can be meant")
  func held() async throws {
    let bench = try await bench(12, "last=1")
    let failure = await Failure.of { _ = try await bench.test.rack().prune(bench.vm.name) }
    #expect(failure?.kind == .partly && failure?.message.contains("--force") == true)
    #expect(try bench.index().points.count == 12)
    #expect(try await bench.test.rack().prune(bench.vm.name, force: true).dropped.count == 11)
    let book = try bench.test.rack().pointBook(of: bench.vm)
    try await bench.take()
    try book.change { index in
      index.points = index.points.enumerated().map { place, point in
        guard place == 0 else { return point }
        var early = Point(
          id: point.id,
          sequence: point.sequence,
          created: point.created.adding(days: 1),
          level: point.level,
          parent: point.parent,
          disks: point.disks,
          checkpoint: point.checkpoint
        )
        early.kept = point.kept
        return early
      }
    }
    #expect(await Failure.of { _ = try await bench.test.rack().prune(bench.vm.name, force: true) }?.kind == .partly)
  }

  @Test("A run takes a point once an hour, and prunes; nothing is said that is no trouble")
  func run() async throws {
    let bench = try await bench(0, "last=1,hourly=2")
    #expect(try await run(bench).first?.get().taken != nil)
    #expect(try await run(bench).first?.get().taken == nil)
    for _ in 0..<4 {
      bench.test.clock.advance(.seconds(3600))
      await bench.write()
      #expect(try await run(bench).first?.get().taken != nil)
    }
    #expect(try bench.index().points.count == 2)
    try await bench.expectSound()
  }

  @Test("One VM's trouble stops no other; after a failed point nothing of its VM goes; two runs at once are refused")
  func trouble() async throws {
    let bench = try await bench(3, "last=1")
    let results = try await run(bench, [try VMName(parsing: "nobody"), bench.vm.name])
    #expect(results.count == 2 && results[0].failure != nil && results[1].failure == nil)
    bench.test.clock.advance(.seconds(3600))
    try await bench.take()
    bench.test.clock.advance(.seconds(3600))
    await bench.arrange { $0.points.isBusy = true }
    let before = try bench.index().points.count
    #expect(try await run(bench).first?.failure != nil)
    #expect(try bench.index().points.count == before)
    await bench.arrange { $0.points.isBusy = false }
    let rack = bench.test.rack()
    let lock = try await rack.state.lock(.pointRun, time: rack.time)
    #expect(await Failure.of { _ = try await run(bench) }?.kind == .busy)
    lock.release()
  }

  @Test("While the host is down for maintenance nothing is started for a snapshot: it may be switched off any moment")
  func down() async throws {
    let bench = try await bench(1, "last=2")
    let rack = bench.test.rack()
    #expect(try await rack.powerDown(reason: nil) { _ in }.isSafe)
    await bench.write()
    bench.test.clock.advance(.seconds(3600))
    #expect(await Failure.of { _ = try await run(bench) }?.kind == .busy)
    #expect(await Failure.of { try await bench.take() }?.kind == .busy)
    #expect(try await bench.domain().state == .off)
    _ = try await rack.powerUp(reason: nil) { _ in }
    #expect(try await run(bench).first?.failure == nil)
  }

  @Test("Due once in each hour, or day on the wall; after an absence at once")
  func schedule() throws {
    let paris = WallClock(zone: "Europe/Paris")
    let daily = PointSchedule(try RetentionPolicy(parsing: "daily=7,monthly=2"), wall: paris)
    let time = { (text: String) in try OffsetTime(parsing: text).moment }
    #expect(daily.isDue(nil, at: try time("2026-11-02T12:00Z")))
    #expect(!daily.isDue(try time("2026-11-01T23:30Z"), at: try time("2026-11-02T22:30Z")))
    #expect(daily.isDue(try time("2026-11-02T22:30Z"), at: try time("2026-11-02T23:00Z")))
    let hourly = PointSchedule(.standard, wall: paris)
    #expect(hourly.isDue(try time("2026-11-02T10:59Z"), at: try time("2026-11-02T11:00Z")))
    #expect(!hourly.isDue(try time("2026-11-02T11:00Z"), at: try time("2026-11-02T11:59Z")))
    let (noon, one) = (try time("2026-11-02T11:30Z"), try time("2026-11-02T12:30Z"))
    #expect(hourly.isDue(noon, at: one) && !hourly.isDue(noon, isWhole: true, at: one))
    #expect(hourly.isDue(noon, isWhole: true, at: one.adding(days: 1)))
    #expect(hourly.ages.late == 5400 && daily.ages.overdue == 32 * 3600)
  }
}
