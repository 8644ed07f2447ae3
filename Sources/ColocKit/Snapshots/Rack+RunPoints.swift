/// What a run did with one VM.
public struct PointRun: Sendable {
  /// The VM.
  public let vm: VMName
  /// The point that was taken; nil when none was due.
  public let taken: PointItem?
  /// How many points went.
  public let dropped: Int

  /// The item of `snapshot run --json`.
  public var json: JSONValue {
    .object([
      "vm": .text(vm), "snapshot": .text(taken.map { $0.point.id.description }),
      "level": .text(taken?.point.level.rawValue), "size": taken.map { .int($0.point.size.bytes) } ?? .null,
      "dropped": .int(dropped),
    ])
  }
}

extension Rack {
  /// Takes a point of each VM that is due, then prunes it; a few at once, and one VM's trouble stops no other.
  ///
  /// After a failed point nothing of its VM is pruned. Throws `busy` while another run is at work, or the host goes down.
  public func runPoints(
    _ names: [VMName],
    reason: String?,
    each: (VMName, Result<PointRun, any Error>) -> Void
  ) async throws {
    try refuseFarHost()
    try refuseWhileDown()
    let lock = try await state.lock(.pointRun, time: time, wait: .zero)
    defer { lock.release() }
    _ = await Several.results(names, atOnce: configuration.snapshotPace.parallel, each: each) { name in
      try await runPoint(name, reason: reason)
    }
    try Task.checkCancellation()
  }

  private func runPoint(_ name: VMName, reason: String?) async throws -> PointRun {
    try Task.checkCancellation()
    let (_, vm) = try find(name)
    let newest = try points(of: vm)?.shown.filter { !$0.protected }.max { $0.sequence < $1.sequence }
    let schedule = PointSchedule(policy(of: vm), wall: WallClock(zone: configuration.timezone))
    var taken: PointItem?
    // The first of a chain is whole too, but the next one goes on from its checkpoint.
    let isWhole =
      newest.map { $0.checkpoint == nil || $0.parent != nil && $0.disks.contains(where: \.isWhole) } ?? false
    if schedule.isDue(newest?.created, isWhole: isWhole, at: time.now()) {
      taken = try await takePoint(PointRequest(vm: name), reason: reason)
    }
    let plan = try await prune(name, reason: reason)
    return PointRun(vm: name, taken: taken, dropped: plan.dropped.count)
  }

  /// The same rack, whose words go elsewhere.
  public func narrating(to narrator: any Narrator) -> Rack {
    Rack(
      configuration: configuration,
      state: state,
      host: host,
      runner: runner,
      reachability: reachability,
      narrator: narrator,
      time: time,
      templates: templates,
      boot: boot,
      pages: pages,
      command: command,
      who: who
    )
  }
}
