internal import Foundation

extension Doctor {
  /// The pool and what lies in it. Returns whether libvirt has it.
  func lookAtPool(
    _ subject: Subject,
    _ records: RecordSurvey?,
    _ domains: [DomainFacts]?,
    _ inquiry: Inquiry,
    in diagnosis: inout Diagnosis
  ) async -> Bool {
    let pool = subject.configuration.pool
    let contents = RoomCheck.codes + VolumeCheck.codes + ImageCheck.codes
    var facts: PoolFacts?
    var isKnown = false
    await attempt(PoolCheck.codes + contents, of: pool.name, in: &diagnosis) { diagnosis in
      facts = try await inquiry.pool.value
      isKnown = true
      diagnosis.take(PoolCheck(pool: pool, configuration: layout.configuration, facts: facts), of: pool.name)
    }
    guard isKnown else { return false }
    guard let facts, facts.isOurs, facts.pool.active, facts.pool.path == pool.path else {
      diagnosis.skip(contents, of: pool.name, because: "the pool is not as it should be")
      return false
    }
    await attempt(contents, of: pool.name, in: &diagnosis) { diagnosis in
      guard let records else { return }
      let volumes = try await inquiry.volumes.value
      lookAt(volumes, in: facts.pool, subject, records, domains, &diagnosis)
    }
    return true
  }

  private func lookAt(
    _ volumes: [VolumeFacts],
    in pool: StoragePool,
    _ subject: Subject,
    _ records: RecordSurvey,
    _ domains: [DomainFacts]?,
    _ diagnosis: inout Diagnosis
  ) {
    let images = Set(records.images.map(\.volume))
    let room = RoomCheck(
      pool: pool,
      volumes: volumes.map(\.volume).filter { !images.contains($0.name) },
      reserve: subject.configuration.reserve.disk,
      trashed: records.tombstones.filter { $0.vm.adoption == nil }.max { $0.vm.disk < $1.vm.disk }?.vm.name
    )
    diagnosis.take(room, of: pool.name, saying: "\(pool.available.approximate) free at \(pool.path)")
    let byName = Dictionary(volumes.map { ($0.volume.name, $0) }) { first, _ in first }
    // What any domain uses is never called an orphan: its cure deletes.
    let used = Set((domains ?? []).flatMap(\.form.disks) + records.known.flatMap { $0.adoption?.disks ?? [] })
    let known =
      images.union(records.known.flatMap(\.volumes)).union(records.intents.compactMap(\.image?.volume))
      .union(
        volumes.filter { used.contains($0.path) || used.contains("\(pool.name)/\($0.volume.name)") }.map(\.volume.name)
      )
    let check = VolumeCheck(
      pool: subject.configuration.pool,
      vms: records.vms.map(\.vm) + records.trashed,
      images: records.images,
      known: records.isWhole && domains != nil ? known : nil,
      volumes: byName
    )
    diagnosis.take(check, of: pool.name, saying: "\(volumes.count) volumes looked at")
    let imageCheck = ImageCheck(
      pool: subject.configuration.pool,
      images: records.images,
      volumes: byName,
      used: Set(records.known.compactMap(\.image))
    )
    diagnosis.take(imageCheck, of: pool.name, saying: "\(records.images.count) images looked at")
  }
}
