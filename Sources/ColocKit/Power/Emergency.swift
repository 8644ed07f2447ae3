internal import Foundation

/// Brings all domains down on battery: by order, each with an equal share of the time that is left, then all that still
/// run lose their power at once.
///
/// One poll for all and no waiting for anybody: a hung guest, or one that is deaf, takes no time from the others.
struct Emergency: Sendable {
  let rack: Rack
  let ledger: OutageLedger
  let battery: Battery
  /// Told of each domain as soon as it is known how it went.
  let report: @Sendable (OutageEntry) -> Void

  private static let again: Duration = .seconds(10)

  /// Goes through all that runs; the failures of those for which it could not be done. Throws `CancellationError`.
  func run() async throws -> [any Error] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      // A question to a guest that hangs is not waited for.
      defer { group.cancelAll() }
      let left = try await ask { uuid in group.addTask { try? await rack.ask(uuid) } }
      return await cut(left)
    }
  }

  /// Asks by order until all are down or the time is over; what is left, as far as is known.
  private func ask(_ press: (UUID) -> Void) async throws -> [OutageEntry] {
    var turns = Turns(battery)
    var next: [UUID: Duration] = [:]
    var left = (try? rack.state.outages.read()?.entries) ?? []
    while true {
      do {
        let machines = try await rack.host.machines()
        left = try await settle(machines, left)
      } catch is Failure {
        // A daemon that is away may come back.
      }
      let now = rack.time.uptime()
      guard !left.isEmpty, now < battery.asking else { return left }
      let turn = turns.order(of: left.map(\.order), at: now)
      for entry in left where entry.order <= turn && now >= next[entry.uuid] ?? .zero {
        // A disk that is full must not keep the power on: that it ran is on it.
        if next[entry.uuid] == nil { _ = try? await ledger.markAsked(entry, at: rack.time.now()) }
        next[entry.uuid] = now + Self.again
        press(entry.uuid)
      }
      try await rack.time.sleep(.milliseconds(250))
    }
  }

  /// Notes which of those that ran are down by now; what runs, with what another command started meanwhile.
  private func settle(_ machines: [Machine], _ before: [OutageEntry]) async throws -> [OutageEntry] {
    let running = machines.filter(\.state.isActive)
    let active = Set(running.map(\.uuid))
    for entry in before where !active.contains(entry.uuid) {
      let recorded = try? rack.state.outages.read()?.entries.first { $0.uuid == entry.uuid }
      guard recorded?.descent.isDown != true else { continue }
      let machine = machines.first { $0.uuid == entry.uuid }
      report((try? await ledger.settle(recorded ?? entry, in: rack, machine: machine)) ?? entry)
    }
    let entries = try rack.entries(of: running)
    let known = Set(before.map(\.uuid))
    if entries.contains(where: { !known.contains($0.uuid) }) { try? await ledger.add(entries) }
    return entries
  }

  /// Cuts the power of all that still run, together.
  private func cut(_ entries: [OutageEntry]) async -> [any Error] {
    let results = await Several.results(entries, atOnce: max(1, entries.count)) { entry in
      try await rack.host.kill(entry.uuid)
      let now = rack.time.now()
      let noted = try await ledger.change(entry) { entry in (entry.descent, entry.down) = (.killed, now) }
      report(noted)
    }
    return results.compactMap(\.failure)
  }
}

/// Which orders may be asked by now.
private struct Turns {
  private let battery: Battery
  private var current: Int?
  private var end: Duration = .zero

  init(_ battery: Battery) { self.battery = battery }

  /// The highest order whose turn it is, of those that still run.
  mutating func order(of running: [Int], at now: Duration) -> Int {
    let left = Set(running).sorted()
    if let current, now < end, left.contains(current) { return current }
    let waiting = left.filter { order in current.map { order > $0 } ?? true }
    guard let next = waiting.first else { return current ?? 0 }
    current = next
    let time = Int((battery.asking - now).components.seconds)
    end = now + .seconds(BatterySchedule.share(of: time, left: waiting.count))
    return next
  }
}
