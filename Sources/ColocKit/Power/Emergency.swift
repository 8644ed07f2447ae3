internal import Foundation
internal import Synchronization

/// Brings all domains down on battery: by order, each with an equal share of the time that is left, then all that still
/// run lose their power.
///
/// One poll for all, and nobody is waited for: a hung guest, or one that is deaf, takes no time from the others.
struct Emergency: Sendable {
  let rack: Rack
  let ledger: OutageLedger
  let battery: Battery
  /// Told of each domain as soon as it is known how it went.
  let report: @Sendable (OutageEntry) -> Void

  /// How long a look at all domains may take: longer it would take the time for asking.
  private static let look: Duration = .seconds(5)
  private static let again: Duration = .seconds(10)

  /// Goes through all that runs; the failures of those that could not be cut. Throws `CancellationError`.
  func run() async throws -> [any Error] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let questions = Questions()
      // Beside the rest: libvirt's daemon would start too much when the host boots, and that is for later.
      group.addTask { await rack.holdAutostartUrgently() }
      let isDown = try await ask { uuid in
        guard questions.open(uuid) else { return false }
        group.addTask {
          try? await rack.ask(uuid)
          questions.close(uuid)
        }
        return true
      }
      // A question to a guest that hangs holds up nothing from here on.
      group.cancelAll()
      return isDown ? [] : await cut()
    }
  }

  /// Asks by order until all are down, which is true, or the time is over.
  private func ask(_ press: (UUID) -> Bool) async throws -> Bool {
    var turns = Turns(battery)
    var next: [UUID: Duration] = [:]
    // Nobody knows what runs before the first look.
    var left: [OutageEntry]?
    while true {
      do {
        let machines = try await rack.host.machines(within: Self.look)
        if left == nil { try? await ledger.reopen(Set(machines.filter(\.state.isActive).map(\.uuid))) }
        left = await settle(machines, left ?? recorded, asked: Set(next.keys))
      } catch is Failure {
        // A daemon that is away may come back.
      }
      let now = rack.time.uptime()
      if let left, left.isEmpty { return true }
      guard now < battery.asking else { return false }
      let running = left ?? []
      let turn = turns.order(of: running.map(\.order), at: now)
      for entry in running where entry.order <= turn && now >= next[entry.uuid] ?? .zero {
        if next[entry.uuid] == nil {
          _ = try? await ledger.markAsked(entry, at: rack.time.now(), isLeft: entry.back == .left)
        }
        if press(entry.uuid) { next[entry.uuid] = now + Self.again }
      }
      try await rack.time.sleep(.milliseconds(250))
    }
  }

  /// Notes which of those that ran are down by now; what runs, with what another command started meanwhile.
  private func settle(_ machines: [Machine], _ before: [OutageEntry], asked: Set<UUID>) async -> [OutageEntry] {
    let running = machines.filter(\.state.isActive)
    let active = Set(running.map(\.uuid))
    let known = recorded
    for entry in before where !active.contains(entry.uuid) {
      var entry = known.first { $0.uuid == entry.uuid } ?? entry
      guard !entry.descent.isDown else { continue }
      if asked.contains(entry.uuid) { entry.descent = .asked }
      let machine = machines.first { $0.uuid == entry.uuid }
      report(await ledger.settled(entry, in: rack, machine: machine))
    }
    // Manifests that cannot be read cost the order, not the asking.
    let entries = (try? rack.entries(of: running)) ?? running.map(OutageEntry.init)
    if !active.subtracting(known.map(\.uuid)).isEmpty { try? await ledger.add(entries) }
    return entries
  }

  private var recorded: [OutageEntry] { (try? rack.state.outages.read()?.entries) ?? [] }

  /// Cuts the power of all that still run, again until none does or the battery is at its end; the last failures.
  private func cut() async -> [any Error] {
    var failures: [any Error] = []
    var reported: Set<UUID> = []
    repeat {
      let left = max(.seconds(1), battery.end - rack.time.uptime())
      do {
        let running = try await rack.host.machines(within: min(Self.look, left)).filter(\.state.isActive)
        guard !running.isEmpty else { return [] }
        let known = recorded
        let entries = (try? rack.entries(of: running)) ?? running.map(OutageEntry.init)
        let results = await Several.results(entries, atOnce: 4) { entry in
          try await rack.host.kill(entry.uuid, within: left)
          let entry = known.first { $0.uuid == entry.uuid } ?? entry
          return await ledger.killed(entry, at: rack.time.now())
        }
        failures = results.compactMap(\.failure)
        for entry in results.compactMap({ try? $0.get() }) where reported.insert(entry.uuid).inserted { report(entry) }
      } catch {
        failures = [error]
      }
      try? await rack.time.sleep(.milliseconds(250))
    } while rack.time.uptime() < battery.end && !Task.isCancelled
    return failures
  }
}

/// The guests that are being asked: never one twice at a time, and not so many that they hold all lines to the host.
private final class Questions: Sendable {
  private let asked = Mutex<Set<UUID>>([])

  func open(_ uuid: UUID) -> Bool {
    asked.withLock { $0.count < 5 && $0.insert(uuid).inserted }
  }

  func close(_ uuid: UUID) { asked.withLock { _ = $0.remove(uuid) } }
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
