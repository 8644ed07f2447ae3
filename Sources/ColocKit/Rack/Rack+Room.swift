internal import Foundation

extension Rack {
  /// Judges whether the host's memory takes so much more; what other commands start or make at this moment counts, and
  /// what a running VM was promised from its next start on.
  ///
  /// The caller holds the addresses' lock until its own intent is on disk. Throws `cannotCreate`.
  func judgeMemory(_ memory: ByteCount, machines: [Machine], facts: HostFacts) throws {
    let active = Set(machines.filter(\.state.isActive).map(\.uuid))
    let pending = try state.intents.all().filter { [.create, .start].contains($0.action) }.compactMap(\.vm)
      .filter { !active.contains($0.uuid) }
    try Admission.judge(
      memory: memory,
      running: try promised(machines),
      pending: pending.map(\.memory).total,
      facts: facts,
      reserve: configuration.reserve.memory
    )
  }

  /// Judges whether a pool takes a disk or an image; what other commands are about to put there counts.
  ///
  /// The caller holds the addresses' lock until its own intent is on disk. Throws `cannotCreate`.
  func judgeDisk(_ size: ByteCount, in pool: StoragePool) async throws {
    let volumes = try await growingVolumes(in: pool.name)
    let there = Set(volumes.map(\.name))
    let pending = try state.intents.all().compactMap { intent -> ByteCount? in
      switch intent.action {
      case .create: intent.vm.flatMap { there.contains($0.diskVolume) ? nil : $0.disk }
      case .resize: intent.vm.flatMap { growth(of: $0, among: volumes) }
      case .image: intent.image.flatMap { there.contains($0.volume) ? nil : $0.size }
      case .delete, .restore, .purge, .start, .edit, .adopt, .takePoint, .removePoint: nil
      }
    }
    try Admission.judge(
      disk: size,
      in: pool,
      volumes: volumes,
      pending: pending.total,
      reserve: configuration.reserve.disk
    )
  }

  /// A VM that was given more memory while it runs holds it from now on: its next start must not find it gone.
  private func promised(_ machines: [Machine]) throws -> [Machine] {
    let resizing = try state.intents.all().filter { $0.action == .resize }.compactMap(\.vm)
    return Admission.promised(machines, to: try resizing + manifests.all().vms.map(\.vm))
  }

  /// What a disk is about to grow by; nil when its pool holds no such disk.
  private func growth(of vm: VMRecord, among volumes: [Volume]) -> ByteCount? {
    guard vm.adoption == nil, let disk = volumes.first(where: { $0.name == vm.diskVolume }) else { return nil }
    return vm.disk.beyond(disk.capacity)
  }

  /// The pool that disks and images go to. Throws `configuration` when it is not there or not started.
  func activePool() async throws -> StoragePool {
    guard let pool = try await host.pool(configuration.pool.name), pool.active else {
      throw Failure(
        .configuration,
        "pool \(configuration.pool.name) is not there or not started",
        hint: "run: coloc init (it repairs)"
      )
    }
    return pool
  }

  /// The volumes of a pool that may still grow: images never do.
  private func growingVolumes(in pool: String) async throws -> [Volume] {
    let images = try Set(state.images.all().map(\.volume))
    return try await host.volumes(in: pool).filter { !images.contains($0.name) }
  }
}

extension Sequence<ByteCount> {
  /// All of them together.
  var total: ByteCount { reduce(.zero, +) }
}
