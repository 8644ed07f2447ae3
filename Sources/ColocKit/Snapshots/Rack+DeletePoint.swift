extension Rack {
  /// A point by its reference. Throws `notFound` for the VM or the point.
  public func point(_ reference: PointReference) throws -> PointItem {
    let (tenant, vm) = try find(reference.vm)
    let index = try points(of: vm)
    guard let index, let point = index.point(reference.which) else { throw noPoint(reference, index) }
    return PointItem(vm: vm.name, tenant: tenant.name, point: point, isHead: point.id == index.head)
  }

  private func noPoint(_ reference: PointReference, _ index: PointIndex?) -> Failure {
    let isEmpty = index?.shown.isEmpty ?? true
    return Failure(
      .notFound,
      isEmpty ? "\(reference.vm) has no snapshots" : "\(reference.vm) has no snapshot \(reference.point)",
      hint: isEmpty
        ? "take one: coloc snapshot create \(reference.vm)" : "see: coloc snapshot list \(reference.vm)"
    )
  }

  /// What would go. Changes nothing.
  ///
  /// Throws `notFound`; `notPermitted` for the point that the live disk stands on, and for a protected one unless
  /// `protected` says that it was meant.
  public func planDeletePoint(_ reference: PointReference, protected: Bool = false) throws -> PointItem {
    let item = try point(reference)
    guard !item.isHead else {
      throw Failure(
        .notPermitted,
        "\(item.reference) is what the next snapshot of \(item.vm) builds on",
        hint: "take another one first: coloc snapshot create \(item.vm)"
      )
    }
    guard !item.point.protected || protected else {
      throw Failure(
        .notPermitted,
        "\(item.reference) is protected and is not deleted",
        hint: "if it must be: coloc snapshot delete \(item.reference) --confirm \(item.reference)"
      )
    }
    return item
  }

  /// Removes a point for good, while the VM runs or not; what stands on it reads as before. It cannot be undone.
  ///
  /// False when it only hides for now: several others stand on it, and its file goes when one of them is left. Throws what
  /// `planDeletePoint` throws; `busy`; `cannotCreate` when there is no room for what others must get of it.
  public func deletePoint(
    _ reference: PointReference,
    protected: Bool = false,
    reason: String? = nil
  ) async throws -> (item: PointItem, isGone: Bool) {
    try refuseFarHost()
    return try await holding(.points(reference.vm)) {
      let (tenant, vm) = try find(reference.vm)
      let book = try pointBook(of: vm)
      for line in try await PointRecovery(rack: self, vm: vm, book: book).run() { narrator.say(line) }
      let item = try planDeletePoint(reference, protected: protected)
      let intent = try beginPointIntent(.removePoint, vm, of: tenant.name)
      let isGone = try await PointRemoval(rack: self, vm: vm, book: book).remove(item.point.id)
      try state.intents.finish(intent)
      try audit(tenant: tenant.name, object: item.reference, reason: reason)
      return (item, isGone)
    }
  }

  /// The points of some VMs, by VM and age, and why some VMs' cannot be told.
  public func listPoints(of names: [VMName]) throws -> (items: [PointItem], failures: [Failure]) {
    var items: [PointItem] = []
    var failures: [Failure] = []
    for name in names {
      do {
        let (tenant, vm) = try find(name)
        guard let index = try points(of: vm) else { continue }
        items += index.shown.sorted { $0.sequence < $1.sequence }.map {
          PointItem(vm: name, tenant: tenant.name, point: $0, isHead: $0.id == index.head)
        }
      } catch let failure as Failure {
        failures.append(failure)
      }
    }
    return (items, failures)
  }
}
