internal import Foundation

extension Rack {
  /// Judges whether the host's memory takes one more VM; what other commands start or make at this moment counts.
  ///
  /// The caller holds the addresses' lock until its own intent is on disk. Throws `cannotCreate`.
  func judgeMemory(_ memory: ByteCount, machines: [Machine], facts: HostFacts) throws {
    let active = Set(machines.filter(\.state.isActive).map(\.uuid))
    let pending = try state.intents.all().filter { [.create, .start].contains($0.action) }.compactMap(\.vm)
      .filter { !active.contains($0.uuid) }
    try Admission.judge(
      memory: memory,
      running: machines,
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
      case .image: intent.image.flatMap { there.contains($0.volume) ? nil : $0.size }
      case .delete, .restore, .purge, .start: nil
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
