internal import Foundation

extension Rack {
  /// Takes a point of a VM: all its disks at one instant, whether it runs, is paused or is off.
  ///
  /// What an interrupted command left is ended first. The guest is thawed whatever happens; what fails leaves the points
  /// as they were. Throws `notFound`; `cannotCreate` for a name in use, a target without room, a VM whose memory is saved;
  /// `notPermitted` where somebody else's snapshots are in the way; `busy`; `partly` when the guest could not be thawed.
  public func takePoint(_ request: PointRequest, reason: String? = nil) async throws -> PointItem {
    if let note = request.note { try Prose.check(note, what: "a note", limit: 200) }
    try refuseFarHost()
    try refuseWhileGoingDown()
    return try await holding(.points(request.vm)) {
      let (tenant, vm) = try find(request.vm)
      guard try await isDefined(vm) else { throw missing(vm.name) }
      let book = try pointBook(of: vm)
      for line in try await PointRecovery(rack: self, vm: vm, book: book).run() { narrator.say(line) }
      if let name = request.name, book.index.points.contains(where: { $0.name == name }) {
        throw Failure(
          .cannotCreate,
          "\(vm.name)@\(name) is there already",
          hint: "see: coloc snapshot list \(vm.name)"
        )
      }
      try refuseUnfitPlace()
      try book.directory.ensure()
      let taking = PointTaking(rack: self, tenant: tenant.name, vm: vm, book: book, request: request)
      let point = try await taking.run()
      try audit(tenant: tenant.name, object: "\(vm.name)@\(point.label)", reason: reason)
      return PointItem(vm: vm.name, tenant: tenant.name, point: point, isHead: true)
    }
  }

  /// Points are files beside a VM: coloc runs where the VM does.
  func refuseFarHost() throws(Failure) {
    guard !host.isHere else { return }
    throw Failure(
      .configuration,
      "snapshots are files of the host, and \(configuration.host.name) is another machine",
      hint: "run coloc there"
    )
  }

  /// The directory of all points must be there: one that is made anew may be where a disk was not mounted.
  private func refuseUnfitPlace() throws(Failure) {
    guard let facts = try FileFacts.read(configuration.points) else {
      throw Failure(
        .configuration,
        "the directory of snapshots (points: \(configuration.points)) is not there",
        hints: ["mount the disk that it is on", "the first time: coloc init"]
      )
    }
    guard facts.mode & 0o001 != 0 || facts.hasACL else {
      throw Failure(
        .configuration,
        "QEMU's user cannot pass \(configuration.points), where snapshots lie",
        hint: "chmod 0711 \(ShellWord.quoted(configuration.points))"
      )
    }
  }

  /// Puts the intent of an operation on a VM's points on the disk.
  func beginPointIntent(_ action: Intent.Action, _ vm: VMRecord, of tenant: TenantName) throws -> LiveIntent {
    try state.intents.begin(
      Intent(
        id: UUID(),
        action: action,
        rack: configuration.rack,
        tenant: tenant,
        vm: vm,
        command: command,
        started: time.now()
      )
    )
  }
}
