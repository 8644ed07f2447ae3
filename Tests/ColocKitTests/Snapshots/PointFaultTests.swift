import Testing

@testable import ColocKit

@Suite("A point that is disturbed anywhere leaves nothing, and no later one lacks anything")
struct PointFaultTests {
  enum Scene: CaseIterable, Sendable {
    case first, second, paused, off

    func prepare(_ bench: PointBench) async throws {
      if self != .first { try await bench.take() }
      await bench.write()
      if self == .paused { await bench.arrange { $0.state = .paused } }
      if self == .off { await bench.arrange { $0.state = .off } }
    }
  }

  /// How many calls of the host and how many programs a take makes.
  private static func counts(_ scene: Scene) async throws -> (calls: Int, programs: Int) {
    let bench = try await PointBench(disks: ["vda", "vdb"])
    try await scene.prepare(bench)
    bench.images.heal()
    await bench.test.host.heal()
    try await bench.take(writing: false)
    return (await bench.test.host.calls.count, bench.images.count)
  }

  private static func check(_ bench: PointBench, _ scene: Scene, _ comment: Comment) async throws {
    try await bench.recover()
    try await bench.expectSound(comment)
    let state = try await bench.domain().state
    #expect(state == (scene == .off ? .off : scene == .paused ? .paused : .running), comment)
    // What the guest wrote while it went wrong is in the next one.
    await bench.arrange { $0.state = .running }
    try await bench.take()
    try await bench.expectSound(comment)
    #expect(try await bench.domain().points.checkpoints.count == 1, comment)
  }

  @Test("At any call of the host", arguments: Scene.allCases, HostFault.allCases)
  func calls(_ scene: Scene, _ fault: HostFault) async throws {
    for number in StepSample.of(try await Self.counts(scene).calls, 4) {
      let bench = try await PointBench(disks: ["vda", "vdb"])
      try await scene.prepare(bench)
      await bench.test.host.fail(call: number, fault)
      _ = await Failure.of { try await bench.take(writing: false) }
      try await Self.check(bench, scene, "\(scene), \(fault) at \(number)")
    }
  }

  @Test("At any program", arguments: Scene.allCases, FakeImages.Fault.allCases)
  func programs(_ scene: Scene, _ fault: FakeImages.Fault) async throws {
    for number in StepSample.of(try await Self.counts(scene).programs, 2) {
      let bench = try await PointBench(disks: ["vda", "vdb"])
      try await scene.prepare(bench)
      bench.images.fail(program: number, fault)
      _ = await Failure.of { try await bench.take(writing: false) }
      try await Self.check(bench, scene, "\(scene), \(fault) at program \(number)")
    }
  }
}
