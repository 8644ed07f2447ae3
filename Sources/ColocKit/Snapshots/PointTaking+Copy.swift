internal import Foundation

extension PointTaking {
  /// How long a copy may stand still. An agent that comes or goes meanwhile holds libvirt up for 30 s.
  static let patience: Duration = .seconds(90)

  /// Waits until everything is copied. Throws when it was not, or stands still.
  func copy(_ point: Point) async throws {
    let begin = rack.time.uptime()
    var moved = begin
    var done: Int64 = -1
    var pause: Duration = .milliseconds(10)
    while true {
      switch await look() {
      case .running(let now, let total)?:
        if now != done { (done, moved) = (now, rack.time.uptime()) }
        rack.narrator.progress("copy", done: now, of: total)
      case .other?: throw Failure(.busy, "libvirt is at another job of \(vm.name)", hint: "repeat when it is done")
      case .idle?: return try judge(try await host.backupEnd(of: vm.uuid))
      case nil: break
      }
      guard rack.time.uptime() - moved < Self.patience else {
        throw Failure(.unreachable, "the copy of \(vm.name) stands still", hint: "repeat later")
      }
      try await thawMeanwhile(since: begin)
      try await rack.time.sleep(pause)
      pause = min(pause * 2, .milliseconds(250))
    }
  }

  /// A guest that could not be thawed at once does not stand still for as long as the copy takes.
  private func thawMeanwhile(since begin: Duration) async throws {
    guard book.index.thawOwed else { return }
    if (try? await host.thaw(vm.uuid)) != nil { return try book.change { $0.thawOwed = false } }
    guard rack.time.uptime() - begin < Self.frozen else {
      throw Failure(
        .partly,
        "\(vm.name) cannot be thawed: its copy is ended, and its guest may be frozen",
        hints: thawing
      )
    }
  }

  /// How long a guest may stand still for want of a thaw before its copy is given up.
  private static var frozen: Duration { .seconds(30) }
  /// What the owner can do about a guest that stands still.
  var thawing: [String] { ["coloc recover tries again", "or inside the guest: fsfreeze -u /"] }

  /// The job as it stands; nil when libvirt is away: the job goes on without it, and it finds it again.
  private func look() async -> BackupJob? { try? await host.backupJob(of: vm.uuid) }

  private func judge(_ end: BackupEnd?) throws(Failure) {
    guard let end else {
      throw Failure(
        .partly,
        "the copy of \(vm.name) ended, and libvirt does not know how: it is thrown away",
        hint: "was the VM stopped, or libvirtd restarted? repeat"
      )
    }
    guard !end.isSuccess else { return }
    let reason = end.reason.map(Printable.clean) ?? "libvirt does not say why"
    let isFull = reason.contains("No space left")
    throw Failure(
      isFull ? .cannotCreate : .partly,
      "the copy of \(vm.name) did not come to its end: \(reason)",
      hints: isFull ? ["make room at \(rack.configuration.points); the guest is unharmed"] : []
    )
  }

  /// Makes the copy a point: checked, on the disk, in its place, in the index; then the checkpoint before goes.
  func keep(_ point: Point, nvram: String?) async throws -> Point {
    var point = point
    point.hasNVRAM = nvram != nil
    let directory = book.directory
    if let nvram { try directory.write(nvramBytes(nvram), to: Point.part(point.nvramFile)) }
    let definition = try await host.definition(of: vm.uuid)
    try directory.write(Array(definition.utf8), to: Point.part(point.definitionFile))
    for place in point.disks.indices {
      let part = Point.part(point.file(point.disks[place].target))
      try directory.settle(part)
      try judgeHeader(of: part, point.disks[place], of: point)
      try await rack.pointTool(book).check(part)
      point.disks[place].size = try directory.size(of: part)
      point.disks[place].digest = try await directory.digest(of: part)
    }
    let files = point.files.filter { $0 != point.nvramFile || point.hasNVRAM }
    try directory.rename(files.map { (Point.part($0), $0) })
    try book.change { index in
      index.points.append(point)
      index.head = point.id
      index.taking = nil
    }
    await dropOlder(than: point)
    return point
  }

  /// Before a tool of root's opens the file that QEMU wrote. Throws `invalidFile`.
  private func judgeHeader(of part: String, _ disk: PointDisk, of point: Point) throws(Failure) {
    let path = book.directory.path(of: part)
    let backing = disk.isWhole ? nil : book.index[point.parent]?.file(disk.target)
    do throws(ImageFault) {
      let header = try PointHeader(beginning(of: path))
      guard header == PointHeader(above: backing, capacity: disk.capacity) else {
        throw ImageFault("does not stand on what it was put on, or has another size: was it written to by the guest?")
      }
    } catch {
      throw error.failure(about: path)
    }
  }

  private func beginning(of path: String) throws(ImageFault) -> [UInt8] {
    do throws(Failure) {
      return try OpenedImage(opening: path).read(at: 0, count: PointHeader.window)
    } catch {
      throw ImageFault("cannot be read: \(error.message)")
    }
  }

  private func nvramBytes(_ path: String) throws(Failure) -> [UInt8] {
    let file = try OpenedImage(opening: path)
    guard file.size <= .mebibytes(64) else {
      throw Failure(.invalidFile, "\(Printable.clean(path)) is too large for UEFI variables")
    }
    return try file.read(at: 0, count: Int(file.size.bytes))
  }

  /// One checkpoint is enough: what cannot go now goes before the next point.
  private func dropOlder(than point: Point) async {
    guard let checkpoint = point.checkpoint, point.level != .unchanged else { return }
    for name in (try? await host.checkpoints(of: vm.uuid)) ?? []
    where name != checkpoint && name.hasPrefix(Point.checkpointPrefix) {
      try? await host.deleteCheckpoint(name, of: vm.uuid, onlyNotes: false)
    }
  }
}
