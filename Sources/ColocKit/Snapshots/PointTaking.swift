internal import Foundation

/// One point on its way: from the look at the VM to the index that has it.
struct PointTaking {
  let rack: Rack
  let tenant: TenantName
  let vm: VMRecord
  let book: PointBook
  let request: PointRequest

  var host: any Hypervisor { rack.host }
  var recovery: PointRecovery { PointRecovery(rack: rack, vm: vm, book: book) }

  /// Takes it, by the way that fits what the VM is doing.
  func run() async throws -> Point {
    guard let state = try await host.machine(vm.uuid)?.state else { throw rack.missing(vm.name) }
    switch state {
    case .running, .paused: return try await undoing { try await takeActive(state == .paused ? .paused : nil) }
    case .off, .crashed: return try await rack.holding(.vm(vm.name)) { try await takeOff() }
    case .saved:
      throw Failure(
        .cannotCreate,
        "\(vm.name) is saved: its memory lies in a file, and its disk alone is no moment that could be gone back to",
        hint: "coloc vm start \(vm.name), then again"
      )
    case .missing, .unreachable: throw rack.missing(vm.name)
    }
  }

  /// Runs the part with side effects: behind an intent, and undone when it fails, also by Ctrl-C.
  private func undoing(_ body: () async throws -> Point) async throws -> Point {
    let intent = try rack.beginPointIntent(.takePoint, vm, of: tenant)
    let point: Point
    do {
      point = try await body()
    } catch {
      let recovery = recovery
      // What cannot be undone now stays owed: the next command finds the intent.
      if case .success = await Task(operation: { try await recovery.run() }).result {
        try rack.state.intents.finish(intent)
      }
      guard book.index.isOwingHost else { throw error }
      // What stands still comes first; what went wrong before is the smaller trouble.
      let words = Failure.wording(error)
      throw Failure(
        .partly,
        "\(vm.name) may be frozen or held, and could not be let go: \(words.message)",
        hints: thawing + words.hints
      )
    }
    guard !book.index.isOwingHost else { throw stillFrozen(point) }
    try rack.state.intents.finish(intent)
    return point
  }

  private func stillFrozen(_ point: Point) -> Failure {
    Failure(
      .partly,
      "\(vm.name)@\(point.label) is whole, and \(vm.name) could not be let go again: its guest may be frozen",
      hints: thawing
    )
  }

  // MARK: A VM that is off

  /// With the VM's lock held: it is started without its processors for as long as the copy takes.
  private func takeOff() async throws -> Point {
    // It may have been started while the lock was waited for.
    guard let state = try await host.machine(vm.uuid)?.state, !state.isActive, state != .saved else {
      throw Failure(.busy, "\(vm.name) was started just now", hint: "repeat")
    }
    if let head = unwritten(try await host.pointForm(of: vm.uuid)) {
      return try await undoing { try await takeUnchanged(since: head) }
    }
    try rack.refuseWhileDown()
    return try await undoing {
      try book.change { $0.isHeld = true }
      try await rack.holding(.addresses) {
        try rack.judgeMemory(vm.memory, machines: await host.machines(), facts: await host.facts())
        try await host.startHeld(vm.uuid)
      }
      let point = try await takeActive(.off)
      try await host.endHeld(vm.uuid)
      try book.change { index in
        index.isHeld = false
        index.change(point.id) { point in
          for place in point.disks.indices { point.disks[place].stamp = DiskStamp.of(point.disks[place].source) }
        }
      }
      return book.index[point.id] ?? point
    }
  }

  /// The head, when the VM is off and no disk was written to since.
  private func unwritten(_ form: PointForm) -> Point? {
    guard !request.isAnew, let head = book.index[book.index.head], head.disks.count == form.disks.count else {
      return nil
    }
    let isSame = form.disks.allSatisfy { source in
      guard let disk = head.disk(source.target), let stamp = disk.stamp, let path = source.path else { return false }
      return disk.source == path && DiskStamp.of(path) == stamp
    }
    return isSame ? head : nil
  }

  /// A point that adds nothing to the one before it: empty files on top.
  private func takeUnchanged(since head: Point) async throws -> Point {
    var point = draw(level: .unchanged, parent: head.id, track: .shared(head.checkpoint))
    point.disks = head.disks.map { disk in
      PointDisk(
        target: disk.target,
        capacity: disk.capacity,
        isWhole: false,
        source: disk.source,
        stamp: disk.stamp
      )
    }
    try begin(point)
    try await makeFiles(of: point)
    return try await keep(point, nvram: try await host.pointForm(of: vm.uuid).nvram)
  }

  // MARK: Its record

  /// By which checkpoint libvirt notes what is written after a point.
  enum Track {
    /// One of its own.
    case own
    /// The same as of another point, of which it differs in nothing; nil for none.
    case shared(String?)
  }

  /// A new point's record, with everything chosen before the first side effect.
  func draw(level: PointLevel, parent: PointID?, track: Track) -> Point {
    let now = rack.time.now()
    let id = book.index.freeID(at: now)
    let checkpoint: String? =
      switch track {
      case .own: Point.checkpoint(of: id)
      case .shared(let other): other
      }
    return Point(
      id: id,
      name: request.name,
      sequence: book.index.sequence + 1,
      created: now,
      level: level,
      parent: parent,
      disks: [],
      checkpoint: checkpoint,
      protected: request.protected,
      note: request.note
    )
  }

  /// Puts the record of what is being taken on the disk.
  func begin(_ point: Point) throws(Failure) {
    try book.change { index in
      index.name = vm.name
      index.sequence = point.sequence
      index.taking = point
    }
  }

  /// Makes the files that the copy goes into, each above the same disk of the point before.
  func makeFiles(of point: Point) async throws {
    let parent = book.index[point.parent]
    for disk in point.disks {
      let backing = disk.isWhole ? nil : parent?.file(disk.target)
      try await rack.pointTool(book).create(
        Point.part(point.file(disk.target)),
        above: backing,
        capacity: disk.capacity
      )
    }
  }
}

extension PointIndex {
  /// Whether a guest may stand still for a point's sake.
  var isOwingHost: Bool { thawOwed || isHeld }
}
