/// Takes points out of the tree while what stands on them reads as before.
///
/// One in the middle is copied into every point that stands on it, as far as they do not have it themselves; one that
/// stands alone is merged with the only one above it. Killed anywhere it is gone on with: see `PointRecovery`.
struct PointRemoval {
  let rack: Rack
  let vm: VMRecord
  let book: PointBook

  private var directory: PointDirectory { book.directory }
  private var tool: PointTool { rack.pointTool(book) }

  /// Removes one; false when it only hides for now, for several points stand on it that share its file.
  func remove(_ id: PointID) async throws -> Bool {
    try book.change { index in index.change(id) { if $0.state == .ok { $0.state = .removing } } }
    _ = try await goOn()
    return book.index[id] == nil
  }

  /// Goes on with all that are on their way out, oldest first; a line for each that is gone now.
  func goOn() async throws -> [String] {
    var lines: [String] = []
    while let point = book.index.points.first(where: { $0.state != .ok && canGo($0) }) {
      try await takeOut(point)
      lines.append("\(vm.name)@\(point.label) is removed")
    }
    return lines
  }

  /// Whether its content can leave now: merging it into one of several would change what the others read.
  func canGo(_ point: Point) -> Bool {
    point.id != book.index.head
      && point.disks.allSatisfy { !$0.isWhole || heirs(of: point, $0.target).count <= 1 }
  }

  /// The points whose disk stands on that of this one.
  private func heirs(of point: Point, _ target: String) -> [Point] {
    book.index.children(of: point.id).filter { $0.disk(target)?.isWhole == false }
  }

  private func takeOut(_ point: Point) async throws {
    for disk in point.disks {
      if disk.isWhole { try await merge(point, disk.target) } else { try await hand(point, disk.target) }
    }
    try directory.remove(point.files)
    try book.change { index in
      for child in index.children(of: point.id) { index.change(child.id) { $0.parent = point.parent } }
      index.points.removeAll { $0.id == point.id }
    }
  }

  /// A disk in the middle: every one that stands on it is put onto the one below, and gets what it would lose.
  private func hand(_ point: Point, _ target: String) async throws {
    guard directory.contains(point.file(target)), let parent = book.index[point.parent] else { return }
    for heir in heirs(of: point, target) {
      let file = heir.file(target)
      try await tool.rebase(file, onto: parent.file(target))
      try directory.settle(file)
      let size = try directory.size(of: file)
      let digest = try await directory.digest(of: file)
      try change(heir, target) { ($0.size, $0.digest) = (size, digest) }
    }
  }

  /// A disk that stands alone: what its only heir has is written into it, and it takes the heir's place.
  private func merge(_ point: Point, _ target: String) async throws {
    guard let heir = heirs(of: point, target).first else { return }
    let (below, above) = (point.file(target), heir.file(target))
    if directory.contains(below) {
      // From here on it is no moment any more.
      try book.change { $0.change(point.id) { $0.state = .folding } }
      try await tool.commit(above)
      try directory.settle(below)
      try directory.rename([(below, above)])
    }
    let size = try directory.size(of: above)
    // A large file, read again for every merge, would take longer than the merge: whoever verifies computes it.
    try change(heir, target) { ($0.isWhole, $0.size, $0.digest) = (true, size, nil) }
  }

  private func change(_ point: Point, _ target: String, _ body: (inout PointDisk) -> Void) throws(Failure) {
    try book.change { index in
      index.change(point.id) { point in
        guard let place = point.disks.firstIndex(where: { $0.target == target }) else { return }
        body(&point.disks[place])
      }
    }
  }
}
