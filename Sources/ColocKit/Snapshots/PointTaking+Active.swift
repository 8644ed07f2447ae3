extension PointTaking {
  /// Takes a point of a domain that is active; `level` is what it will hold where that is known before.
  func takeActive(_ level: PointLevel?) async throws -> Point {
    // Once more when libvirt finds only at the beginning that it lost track: then all is copied.
    for isLast in [false, true] {
      let form = try await host.pointForm(of: vm.uuid)
      let point = try await plan(form, level: level ?? .crash)
      try begin(point)
      try await makeFiles(of: point)
      if let begun = try await instant(point, form, level) {
        // A limit that cannot be set is no reason to throw the instant away.
        if let rate = rack.configuration.snapshotPace.rate {
          try? await host.limitBackup(of: vm.uuid, targets: begun.disks.map(\.target), rate: rate)
        }
        try await copy(begun)
        // To check and to sum a large copy takes long too.
        if book.index.thawOwed { await thaw() }
        return try await keep(begun, nvram: form.nvram)
      }
      // Said when all is planned anew.
      try await loseTrack(saying: nil)
      try book.directory.remove(point.disks.map { Point.part(point.file($0.target)) })
      if isLast { break }
    }
    throw Failure(.unexpected, "libvirt lost track of what \(vm.name) writes twice in a row", hint: "look at its log")
  }

  /// What is to be copied, and whether there is room for it. Throws `cannotCreate`, `notPermitted`.
  private func plan(_ form: PointForm, level: PointLevel) async throws -> Point {
    try judge(form)
    try await refuseForeign()
    let written = try await followed()
    let head = written == nil ? nil : book.index[book.index.head]
    var needed = ByteCount.zero
    var disks: [PointDisk] = []
    for source in form.disks {
      guard let path = source.path else { continue }
      let before = head?.disk(source.target)
      let since = before?.source == path && source.isFollowed ? written?[source.target] : nil
      let amount = if let since { since } else { try await amount(of: source, path) }
      needed = needed + amount
      disks.append(
        PointDisk(target: source.target, capacity: source.capacity, isWhole: since == nil, source: path)
      )
    }
    let isWhole = disks.allSatisfy(\.isWhole)
    let canFollow = form.disks.contains(where: \.isFollowed)
    var point = draw(level: level, parent: isWhole ? nil : head?.id, track: canFollow ? .own : .shared(nil))
    point.disks = disks
    try judgeRoom(needed)
    if isWhole { sayWhole(needed) }
    return point
  }

  /// The first one takes long and much: said before.
  private func sayWhole(_ needed: ByteCount) {
    let which = book.index.points.isEmpty ? "the first snapshot" : "this snapshot"
    rack.narrator.say("\(which) of \(vm.name) copies all that its disks hold, about \(needed.approximate)")
  }

  private func amount(of source: PointSource, _ path: String) async throws -> ByteCount {
    try await rack.pointTool(book).measure(path, format: source.format)
  }

  private func judge(_ form: PointForm) throws(Failure) {
    guard !form.disks.isEmpty else { throw Failure(.cannotCreate, "\(vm.name) has no disk that it could write to") }
    for disk in form.disks where disk.path == nil || !PointDisk.isPlain(disk.target) {
      throw Failure(
        .cannotCreate,
        "disk \(Printable.clean(disk.target)) of \(vm.name) is no file or device of this machine: "
          + "there can be no snapshot of it"
      )
    }
  }

  /// A point that ends for want of room harms nothing, and helps nobody. Throws `cannotCreate`.
  private func judgeRoom(_ needed: ByteCount) throws(Failure) {
    let available = try book.directory.available()
    let reserve = rack.configuration.reserve.disk
    // The copy has tables of its own, and the guest writes on until the instant.
    guard needed.bytes + needed.bytes / 5 + reserve.bytes <= available.bytes else {
      throw Failure(
        .cannotCreate,
        "a snapshot of \(vm.name) needs about \(needed.approximate), and \(rack.configuration.points) has "
          + "\(available.approximate) free, of which \(reserve) is kept (reserve.disk)",
        hint: "make room there: coloc snapshot list \(vm.name), coloc snapshot delete …"
      )
    }
  }
}
