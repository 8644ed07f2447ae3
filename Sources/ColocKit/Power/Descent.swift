internal import Foundation

/// Brings the domains of an outage down: by place, a few at once, each with its own deadline.
struct Descent: Sendable {
  let rack: Rack
  let ledger: OutageLedger
  /// The VMs of the manifests.
  let vms: [UUID: VMRecord]
  /// How many at once.
  let parallel: Int
  /// Whether the host is away, for all of them.
  private let absence = HostAbsence()
  /// Told of each domain as soon as it is known how it went.
  let report: @Sendable (OutageEntry) -> Void

  /// Goes through all places from the lowest to the highest; the failures of those for which it could not be done.
  ///
  /// What goes wrong with one domain holds up no other. Throws `CancellationError`, and `Failure` when the host stays away.
  func run() async throws -> [any Error] {
    var failures: [any Error] = []
    var givenUp: Set<UUID> = []
    // What another command started meanwhile goes down too; a few rounds, for somebody may go on starting.
    for _ in 0..<3 where failures.isEmpty {
      try await takeInWhatRuns()
      let entries = try await unfinished().filter { !givenUp.contains($0.uuid) }
      for order in Set(entries.map(\.order)).sorted() {
        let wave = entries.filter { $0.order == order }
        let results = await Several.results(wave, atOnce: parallel) { try await bringDown($0) }
        try Task.checkCancellation()
        failures += results.compactMap(\.failure)
        givenUp.formUnion(results.compactMap { try? $0.get() }.filter { $0.descent == .stayed }.map(\.uuid))
      }
    }
    try await settleLate()
    return failures
  }

  /// A guest that went down after its time, while others had their turn, did what it was asked.
  private func settleLate() async throws {
    let stayed = try rack.state.outages.read()?.entries.filter { $0.descent == .stayed } ?? []
    guard !stayed.isEmpty else { return }
    let active = Set(try await machines().filter(\.state.isActive).map(\.uuid))
    for entry in stayed where !active.contains(entry.uuid) { report(try await settle(entry)) }
  }

  /// The entries of which something is still to be found out or done.
  private func unfinished() async throws -> [OutageEntry] {
    guard let outage = try rack.state.outages.read() else { return [] }
    let active = Set(try await machines().filter(\.state.isActive).map(\.uuid))
    return outage.entries.filter { !$0.descent.isDown || active.contains($0.uuid) }
  }

  private func takeInWhatRuns() async throws {
    guard let outage = try rack.state.outages.read() else { return }
    let known = Set(outage.entries.map(\.uuid))
    let late = try await machines().filter { $0.state.isActive && !known.contains($0.uuid) }
    guard !late.isEmpty else { return }
    try await ledger.add(try rack.entries(of: late))
  }

  private func bringDown(_ entry: OutageEntry) async throws -> OutageEntry {
    let ended = try await end(entry)
    report(ended)
    return ended
  }

  private func end(_ entry: OutageEntry) async throws -> OutageEntry {
    guard let machine = try await machine(entry.uuid), machine.state.isActive else { return try await settle(entry) }
    let begin = rack.time.uptime()
    let asked = try await ledger.markAsked(
      entry,
      at: rack.time.now(),
      isLeft: vms[entry.uuid]?.wanted == false || machine.state == .paused
    )
    let terms = rack.terms(of: vms[entry.uuid])
    var isDown = false
    var refusal: (any Error)?
    do {
      if machine.state != .paused { isDown = try await ask(entry.uuid, within: .seconds(terms.timeout)) }
    } catch let failure as Failure where failure.kind != .unreachable {
      // It could not even be asked: what was decided for the end of its time holds all the same.
      refusal = failure
    }
    guard !isDown else {
      let settled = try await settle(asked)
      let seconds = Int((rack.time.uptime() - begin).components.seconds)
      try rack.state.times.change { $0.add(stop: seconds, of: entry.uuid) }
      return settled
    }
    let forced = try await force(asked, then: terms.then)
    if forced.descent == .stayed, let refusal { throw refusal }
    return forced
  }

  /// Asks until it is down; a daemon that is away meanwhile takes no time from anybody but this domain.
  private func ask(_ uuid: UUID, within limit: Duration) async throws -> Bool {
    let begin = rack.time.uptime()
    while true {
      let left = limit - (rack.time.uptime() - begin)
      do {
        guard left > .zero else { return try await machine(uuid)?.state.isActive != true }
        return try await rack.bringDown(uuid, timeout: left) != .stillRunning
      } catch let failure as Failure where [.unreachable, .outcomeUnknown].contains(failure.kind) {
        guard left > .zero else { throw failure }
        try await rack.time.sleep(.seconds(1))
      }
    }
  }

  private func settle(_ entry: OutageEntry) async throws -> OutageEntry {
    try await ledger.settle(entry, in: rack, machine: try await machine(entry.uuid))
  }

  /// What becomes of a domain that did not go down.
  private func force(_ entry: OutageEntry, then: PowerPolicy.Then) async throws -> OutageEntry {
    let descent: OutageEntry.Descent
    switch then {
    case .leave: descent = .stayed
    case .save:
      try await rack.host.save(entry.uuid)
      descent = .saved
    case .kill:
      try await rack.host.kill(entry.uuid)
      descent = .killed
    }
    let now = rack.time.now()
    return try await ledger.change(entry) { entry in
      entry.descent = descent
      entry.down = descent == .stayed ? nil : now
    }
  }

  /// One domain; a daemon that is away is asked again for a while.
  private func machine(_ uuid: UUID) async throws -> Machine? {
    try await rack.patiently(absence) { try await rack.host.machine(uuid) }
  }

  private func machines() async throws -> [Machine] {
    try await rack.patiently(absence) { try await rack.host.machines() }
  }
}
