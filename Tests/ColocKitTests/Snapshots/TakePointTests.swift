import Foundation
import Testing

@testable import ColocKit

@Suite struct TakePointTests {
  @Test func eachHoldsItsMoment() async throws {
    let bench = try await PointBench(disks: ["vda", "vdb"])
    let first = try await bench.take("first")
    let second = try await bench.take()
    let third = try await bench.take()
    #expect([first, second, third].map(\.point.level) == [.quiesced, .quiesced, .quiesced])
    #expect(first.point.isWhole && !second.point.isWhole)
    #expect(third.point.parent == second.point.id && second.point.parent == first.point.id)
    #expect(try bench.index().head == third.point.id)
    #expect(try bench.index().points.map(\.sequence) == [1, 2, 3])
    #expect(try await bench.domain().points.checkpoints.map(\.name) == [third.point.checkpoint])
    let changed = try FakeImages.read(bench.directory.path(of: third.point.file("vdb"))).blocks
    #expect(changed == ["3": "3", "always": "3"])
    try await bench.expectSound()
    #expect(bench.test.narrator.lines.contains { $0.contains("copies all that its disks hold, about 4M") })
    #expect(try bench.test.audit().last?.contains("velo-web@\(third.point.id)") == true)
  }

  @Test func theOrderIsTheOneThatIsSafe() async throws {
    let bench = try await PointBench()
    try await bench.take()
    await bench.test.host.heal()
    try await bench.take()
    let calls = await bench.test.host.calls.filter {
      ["freeze", "begin", "thaw", "job", "delete checkpoint"].contains($0)
    }
    #expect(calls == ["job", "freeze", "begin", "thaw", "job", "job", "job", "delete checkpoint"])
  }

  @Test func withoutAnAgentItIsAsAfterAPowerCut() async throws {
    let bench = try await PointBench(agent: false)
    #expect(try await bench.take().point.level == .crash)
    #expect(await !bench.test.host.calls.contains("freeze"))
    #expect(bench.test.narrator.lines.contains { $0.contains("does not answer") })
    try await bench.expectSound()
  }

  @Test func aFreezeThatComesLateIsThawed() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.points.freezesLate = true }
    #expect(try await bench.take().point.level == .crash)
    try await bench.expectSound()
  }

  @Test func aThawIsTriedAgainWhileItCopies() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.points.refusesThaw = 5 }
    #expect(try await bench.take().point.level == .quiesced)
    #expect(try await !bench.domain().points.isFrozen)
    try await bench.expectSound()
  }

  @Test func aThawThatFailsStaysOwedAndIsSaidFirst() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.points.refusesThaw = 10_000 }
    await bench.arrange { $0.points.isStuck = true }
    let failure = await Failure.of { try await bench.take() }
    #expect(failure?.kind == .partly && failure?.message.hasPrefix("velo-web may be frozen") == true)
    #expect(failure?.hints.contains { $0.contains("fsfreeze -u") } == true)
    #expect(try bench.index().thawOwed && bench.index().points.isEmpty)
    await bench.arrange { $0.points.refusesThaw = 0 }
    #expect(try await bench.test.recover().first?.contains("velo-web was thawed") == true)
    #expect(try await !bench.domain().points.isFrozen)
    try await bench.expectSound()
  }

  @Test func pausedStaysPaused() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.state = .paused }
    #expect(try await bench.take().point.level == .paused)
    #expect(try await bench.domain().state == .paused)
    try await bench.expectSound()
  }

  @Test func offIsHeldForTheCopyAndUnchangedIsSaid() async throws {
    let bench = try await PointBench()
    try await bench.take()
    await bench.write()
    await bench.arrange { $0.state = .off }
    #expect(try await bench.take(writing: false).point.level == .off)
    #expect(try await bench.domain().state == .off)
    try await bench.expectSound()
    await bench.test.host.heal()
    let unchanged = try await bench.take(writing: false)
    #expect(unchanged.point.level == .unchanged)
    #expect(await !bench.test.host.calls.contains("start held"))
    try await bench.expectSound()
    try bench.test.home.put("written", at: ".vda.qcow2")
    #expect(try await bench.take().point.level == .off)
    await bench.arrange { $0.state = .running }
    let last = try await bench.take()
    #expect(last.point.level == .quiesced && !last.point.isWhole)
    try await bench.expectSound()
  }

  @Test func savedIsRefused() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.state = .saved }
    #expect(await Failure.of { try await bench.take() }?.kind == .cannotCreate)
    #expect(try bench.directory.names().isEmpty)
  }

  @Test func aLostTrackIsAFullCopyAndSaid() async throws {
    let bench = try await PointBench()
    try await bench.take()
    await bench.arrange { $0.points.isTrackLost = true }
    let full = try await bench.take()
    #expect(full.point.isWhole && full.point.parent == nil)
    #expect(bench.test.narrator.lines.contains { $0.contains("lost track") })
    await bench.arrange { $0.points.isTrackLost = false }
    #expect(try await !bench.take().point.isWhole)
    try await bench.expectSound()
  }

  @Test func whatTheLostTrackLeftDoesNotCostAnotherCopy() async throws {
    let bench = try await PointBench()
    try await bench.take()
    // What libvirt could not delete stays before the head's.
    await bench.arrange {
      $0.points.checkpoints.insert(.init(name: "coloc-20260101T000000Z", followed: ["vda"]), at: 0)
    }
    await bench.arrange { $0.points.undeletable = ["coloc-20260101T000000Z"] }
    #expect(try await !bench.take().point.isWhole)
    // Behind it, it would have noted what the head's has not.
    await bench.arrange { $0.points.checkpoints.append(.init(name: "coloc-20270101T000000Z", followed: ["vda"])) }
    await bench.arrange { $0.points.undeletable = ["coloc-20270101T000000Z"] }
    #expect(try await bench.take().point.isWhole)
    #expect(try await !bench.take().point.isWhole)
    try await bench.expectSound()
  }

  @Test func aJobThatFailsLeavesNothingAndNothingIsMissingLater() async throws {
    let bench = try await PointBench()
    let first = try await bench.take()
    await bench.arrange { $0.points.nextEnd = BackupEnd(isSuccess: false, reason: "No space left on device") }
    let failure = await Failure.of { try await bench.take() }
    #expect(failure?.kind == .cannotCreate)
    #expect(try await bench.domain().points.checkpoints.map(\.name) == [first.point.checkpoint])
    try await bench.expectSound()
    #expect(try await !bench.take().point.isWhole)
    try await bench.expectSound()
  }

  @Test func aCopyThatStandsStillIsEnded() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.points.isStuck = true }
    #expect(await Failure.of { try await bench.take() }?.kind == .unreachable)
    #expect(await bench.test.host.calls.contains("abort"))
    try await bench.expectSound()
  }

  @Test func interruptedItIsUndone() async throws {
    let bench = try await PointBench()
    try await bench.take()
    await bench.arrange { $0.points.looks = 1_000_000 }
    await bench.write()
    await bench.test.host.heal()
    let (test, vm) = (bench.test, bench.vm)
    let work = Task { try await test.rack().takePoint(PointRequest(vm: vm.name)) }
    let host = test.host
    while await !host.calls.contains("begin") { await Task.yield() }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    #expect(await test.host.calls.contains("abort"))
    try await bench.expectSound()
    await bench.arrange { $0.points.looks = 2 }
    try await bench.take()
    try await bench.expectSound()
  }

  @Test func aRawDiskIsCopiedWhole() async throws {
    let bench = try await PointBench(disks: ["vda", "vdb"])
    await bench.arrange { $0.points.raw = ["vdb"] }
    try await bench.take()
    let second = try await bench.take()
    #expect(second.point.disks.map(\.isWhole) == [false, true])
    await bench.arrange { $0.points.raw = ["vda", "vdb"] }
    let third = try await bench.take()
    #expect(third.point.isWhole && third.point.checkpoint == nil)
    #expect(try await bench.take().point.isWhole)
    try await bench.expectSound()
  }

  @Test func aDiskThatWasAddedIsCopiedWhole() async throws {
    let bench = try await PointBench(disks: ["vda"])
    try await bench.take()
    let path = "\(bench.test.home.path)/.vdb.qcow2"
    await bench.arrange { $0.points.disks["vdb"] = path }
    let second = try await bench.take()
    #expect(second.point.disks.map(\.isWhole) == [false, true])
    #expect(try await bench.take().point.disks.map(\.isWhole) == [false, false])
    try await bench.expectSound()
  }

  @Test func theVariablesOfUEFIComeAlong() async throws {
    let bench = try await PointBench()
    try bench.test.home.put("variables", at: ".nvram.fd")
    let path = "\(bench.test.home.path)/.nvram.fd"
    await bench.arrange { $0.points.nvram = path }
    let item = try await bench.take()
    #expect(try String(contentsOfFile: bench.directory.path(of: item.point.nvramFile), encoding: .utf8) == "variables")
    try await bench.expectSound()
  }

  @Test func twoAtOnceAreNone() async throws {
    let bench = try await PointBench()
    let failure = try await bench.test.rack("coloc snapshot run").holding(.points(bench.vm.name)) {
      await Failure.of { try await bench.take() }
    }
    #expect(failure?.kind == .busy)
    #expect(failure?.message.contains("the chain of snapshots of velo-web is busy: coloc snapshot run") == true)
    #expect(try bench.directory.names().isEmpty)
  }

  @Test(arguments: ["/etc/shadow", "../another/20261102T030000Z-vda.qcow2", ""])
  func aCopyThatStandsOnAnotherFileIsRefused(_ file: String) async throws {
    let bench = try await PointBench()
    try await bench.take()
    await bench.arrange { $0.points.forgedBacking = file }
    let failure = await Failure.of { try await bench.take() }
    #expect(failure?.kind == .invalidFile)
    #expect(failure?.message.contains("does not stand on what it was put on") == true)
    await bench.arrange { $0.points.forgedBacking = nil }
    try await bench.expectSound()
    try await bench.take()
    try await bench.expectSound()
  }

  @Test func aNameIsTakenOnce() async throws {
    let bench = try await PointBench()
    try await bench.take("before")
    #expect(await Failure.of { try await bench.take("before") }?.kind == .cannotCreate)
    #expect(try bench.index().points.count == 1)
  }

  @Test func othersAreInTheWay() async throws {
    let bench = try await PointBench()
    await bench.arrange { $0.points.checkpoints = [FakePoints.Checkpoint(name: "nightly", followed: ["vda"])] }
    let failure = await Failure.of { try await bench.take() }
    #expect(failure?.kind == .notPermitted)
    await bench.arrange {
      $0.points.checkpoints = []
      $0.points.isBusy = true
    }
    #expect(await Failure.of { try await bench.take() }?.kind == .busy)
    await bench.arrange { $0.points.isBusy = false }
    try await bench.take()
    try await bench.expectSound()
  }

  @Test func aDirectoryThatIsGoneIsNeverSilentlyFilled() async throws {
    let bench = try await PointBench()
    try await bench.take()
    try FileManager.default.removeItem(atPath: bench.directory.path)
    let failure = await Failure.of { try await bench.take() }
    #expect(failure?.kind == .notPermitted)
    #expect(failure?.words.contains("--full") == true)
    let anew = try await bench.take(anew: true)
    #expect(anew.point.isWhole)
    try await bench.expectSound()
  }

  @Test func aTargetWithoutRoomIsSaidBefore() async throws {
    let bench = try await PointBench()
    let configuration = bench.test.configuration
    var poor = configuration
    poor.reserve = .init(disk: .gibibytes(1 << 20), memory: .zero)
    let test = bench.test
    let rack = Rack(
      configuration: poor,
      state: RackState(test.layout, command: "test"),
      host: test.host,
      runner: test.runner,
      reachability: test.reachability,
      narrator: test.narrator,
      time: test.clock.source,
      templates: test.rack().templates,
      boot: test.rack().boot,
      command: "test",
      who: "zoe"
    )
    let failure = await Failure.of { _ = try await rack.takePoint(PointRequest(vm: bench.vm.name)) }
    #expect(failure?.kind == .cannotCreate)
    #expect(failure?.message.contains("needs about 2M") == true)
    #expect(await !bench.test.host.calls.contains("freeze"))
  }

  @Test func heldForACopyItIsNotWhatRan() async throws {
    let bench = try await PointBench()
    try await bench.take()
    await bench.arrange { $0.state = .off }
    let rack = bench.test.rack()
    let book = try rack.pointBook(of: bench.vm)
    try book.change { $0.isHeld = true }
    await bench.arrange { $0.state = .paused }
    try bench.test.change { tenant in tenant.vms[0].wanted = false }
    for budget in [nil, 30] {
      _ = try await rack.powerDown(reason: nil, budget: budget) { _ in }
      #expect(try rack.find(bench.vm.name).vm.wanted == false)
      #expect(try rack.state.outages.read()?.owed.isEmpty == true, "\(String(describing: budget))")
    }
    _ = try await rack.powerUp(reason: nil) { _ in }
    #expect(try await bench.domain().state == .off)
  }
}
