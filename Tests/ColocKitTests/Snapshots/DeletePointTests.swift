import Testing

@testable import ColocKit

@Suite struct DeletePointTests {
  /// Every order in which all but the head of four can go.
  static let orders: [[Int]] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  @Test(arguments: orders)
  func theRestReadsAsBefore(_ order: [Int]) async throws {
    let bench = try await PointBench(disks: ["vda", "vdb"])
    var labels: [String] = []
    for _ in 0..<4 { labels.append(try await bench.take().point.label) }
    for number in order {
      #expect(try await bench.delete(labels[number]))
      try await bench.expectSound("\(order) at \(number)")
    }
    #expect(try bench.index().points.map(\.label) == [labels[3]])
    #expect(try bench.index().points[0].isWhole)
    #expect(try await !bench.take().point.isWhole)
    try await bench.expectSound()
  }

  /// What a revert leaves: two points on one. The live disk goes on from an older one.
  private func branch(_ bench: PointBench) async throws -> [String] {
    let first = try await bench.take()
    let second = try await bench.take()
    let third = try await bench.take()
    let book = try bench.test.rack().pointBook(of: bench.vm)
    try book.change { $0.head = second.point.id }
    await bench.arrange { domain in
      domain.points.checkpoints = [
        FakePoints.Checkpoint(name: second.point.checkpoint ?? "", followed: domain.points.disks.keys.sorted())
      ]
    }
    let truth = bench.truth[second.point.id] ?? [:]
    await bench.arrange { domain in
      domain.points.content = [:]
      for (disk, blocks) in truth {
        for (name, value) in blocks { domain.points.content[.init(disk: disk, name: name)] = value }
      }
    }
    let fourth = try await bench.take()
    let fifth = try await bench.take()
    return [first, second, third, fourth, fifth].map(\.point.label)
  }

  @Test(arguments: [
    [0, 1, 2, 3], [1, 0, 3, 2], [2, 1, 0, 3], [3, 2, 1, 0], [0, 3, 1, 2], [1, 2, 3, 0], [2, 3, 0, 1],
  ])
  func aTreeOfPointsToo(_ order: [Int]) async throws {
    let bench = try await PointBench(disks: ["vda", "vdb"])
    let labels = try await branch(bench)
    for number in order {
      _ = try await bench.delete(labels[number])
      try await bench.expectSound("\(order) at \(number)")
    }
    #expect(try bench.index().points.map(\.label) == [labels[4]])
    try await bench.take()
    try await bench.expectSound()
  }

  @Test func theOldestHidesWhileSeveralStandOnIt() async throws {
    let bench = try await PointBench()
    let labels = try await branch(bench)
    #expect(try await bench.delete(labels[0]))
    #expect(try await !bench.delete(labels[1]))
    #expect(try bench.index().points.count == 4 && bench.index().shown.count == 3)
    #expect(await Failure.of { try await bench.delete(labels[1]) }?.kind == .notFound)
    try await bench.expectSound()
    #expect(try await bench.delete(labels[2]))
    #expect(try bench.index().points.map(\.label) == [labels[3], labels[4]])
    try await bench.expectSound()
  }

  @Test func theHeadAndTheProtectedStay() async throws {
    let bench = try await PointBench()
    try await bench.take("kept", protected: true)
    try await bench.take()
    let head = await Failure.of { try await bench.delete("latest") }
    #expect(head?.kind == .notPermitted)
    #expect(head?.words.contains("coloc snapshot create velo-web") == true)
    let kept = await Failure.of { try await bench.delete("kept") }
    #expect(kept?.kind == .notPermitted)
    #expect(kept?.words.contains("--confirm velo-web@kept") == true)
    #expect(try await bench.delete("kept", protected: true))
    #expect(await Failure.of { try await bench.delete("nothing") }?.kind == .notFound)
    try await bench.expectSound()
  }

  @Test(arguments: FakeImages.Fault.allCases)
  func killedAtAnyProgramItIsGoneOnWith(_ fault: FakeImages.Fault) async throws {
    for victim in 0..<3 {
      for number in 1...2 {
        let bench = try await PointBench(disks: ["vda", "vdb"])
        var labels: [String] = []
        for _ in 0..<4 { labels.append(try await bench.take().point.label) }
        bench.images.fail(program: number, fault)
        let failure = await Failure.of { try await bench.delete(labels[victim]) }
        #expect(failure != nil)
        try await bench.recover()
        let comment: Comment = "\(fault) at \(number) of \(victim)"
        #expect(try bench.index().points.count == 3, comment)
        try await bench.expectSound(comment)
        try await bench.take()
        try await bench.expectSound(comment)
      }
    }
  }

  @Test func aVMThatGoesForGoodTakesThemAlong() async throws {
    let bench = try await PointBench()
    try await bench.take()
    try await bench.take()
    await bench.arrange { $0.state = .off }
    #expect(try await bench.test.rack().planDelete(bench.vm.name, now: true).points == 2)
    _ = try await bench.test.rack().delete(bench.vm.name, reason: nil)
    #expect(try bench.test.rack().points(of: bench.vm)?.shown.count == 2)
    _ = try await bench.test.rack().purge(bench.vm.name, reason: nil)
    #expect(!bench.directory.exists)
  }

  @Test func needsNoHost() async throws {
    let bench = try await PointBench()
    let first = try await bench.take().point.label
    try await bench.take()
    await bench.test.host.goAway()
    #expect(try await bench.delete(first))
    await bench.test.host.heal()
    try await bench.expectSound()
  }
}
