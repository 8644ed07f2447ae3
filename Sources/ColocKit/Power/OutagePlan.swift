internal import Foundation

/// What bringing the host down would do, in the order in which it is done.
public struct OutagePlan: Sendable {
  /// One domain that runs.
  public struct Part: Sendable {
    /// The domain as the outage will list it.
    public let entry: OutageEntry
    /// Its VM; nil for a domain that is not coloc's.
    public let vm: VMRecord?
    /// What it is doing now.
    public let state: MachineState
    /// How long it has, and what becomes of it then.
    public let terms: PowerTerms
    /// Whether libvirt forgets it once it is down, so that nothing can bring it back.
    public let isTransient: Bool
    /// How long it took before, in seconds; nil when it was never measured.
    public let measured: Int?
    /// When it is down, in seconds from the beginning, by what was measured.
    public let end: Int
    /// Whether it would lose its power: its turn ends after the battery does.
    public let isCut: Bool

    /// The item of the plan's JSON.
    public var json: JSONValue {
      guard case .object(var fields) = entry.json else { return .null }
      fields["state"] = .string(state.rawValue)
      fields["timeout"] = .int(terms.timeout)
      fields["then"] = .string(terms.then.rawValue)
      fields["transient"] = .bool(isTransient)
      fields["measured"] = measured.map { .int($0) } ?? .null
      fields["end"] = .int(end)
      fields["cut"] = .bool(isCut)
      return .object(fields)
    }
  }

  /// The domains, in the order in which they go down.
  public let parts: [Part]
  /// The longest that it can take, in seconds.
  public let longest: Int
  /// How many seconds the battery gives; nil where nothing presses.
  public let budget: Int?
  /// How long it takes by what was measured, in seconds; those that never were count with `OutagePlan.guess`.
  public let expected: Int

  /// What a domain that was never measured is taken to need, in seconds.
  public static let guess = 20

  /// How many were never measured.
  public var unmeasured: Int { parts.count { $0.measured == nil } }
}

extension Rack {
  /// The entries of domains that run, in the order in which they go down.
  func entries(of machines: [Machine]) throws -> [OutageEntry] {
    let vms = Dictionary(
      try manifests.all().vms.map { ($0.vm.uuid, (tenant: $0.tenant.name, vm: $0.vm)) },
      uniquingKeysWith: { first, _ in first }
    )
    return machines.filter(\.state.isActive).map { machine in
      let managed = vms[machine.uuid]
      // One that is off, and started for a snapshot only, goes down with the rest and does not come back.
      let isHeld = machine.state == .paused && managed.map { self.isHeld($0.vm) } ?? false
      return OutageEntry(
        uuid: machine.uuid,
        name: machine.name,
        tenant: managed?.tenant,
        order: managed?.vm.power.order ?? PowerPolicy.standard.order,
        back: isHeld ? .left : nil
      )
    }.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
  }

  /// Says what bringing all of the host down would do now; `budget` is how many seconds the battery gives, nil where nothing
  /// presses. Touches nothing. Throws `Failure` from the host.
  public func planOutage(budget: Int? = nil) async throws -> OutagePlan {
    let machines = try await host.machines()
    let vms = Dictionary(try manifests.all().vms.map { ($0.vm.uuid, $0.vm) }, uniquingKeysWith: { first, _ in first })
    let states = Dictionary(machines.map { ($0.uuid, $0.state) }, uniquingKeysWith: { first, _ in first })
    let times = try state.times.read()
    let entries = try self.entries(of: machines)
    let terms = entries.map { self.terms(of: vms[$0.uuid]) }
    let measured = entries.map { times.stop(of: $0.uuid) }
    let jobs = entries.indices.map {
      PowerSchedule.Job(
        place: entries[$0].order,
        seconds: measured[$0] ?? min(OutagePlan.guess, terms[$0].timeout)
      )
    }
    let ends: [Int]
    if let budget {
      ends = BatterySchedule(jobs, grace: Battery.grace(of: budget)).ends
    } else {
      ends = PowerSchedule(jobs, parallel: configuration.stopParallel).ends
    }
    let worst = PowerSchedule(
      entries.indices.map { PowerSchedule.Job(place: entries[$0].order, seconds: terms[$0].longest) },
      parallel: configuration.stopParallel
    )
    let transient = await transient(entries)
    return OutagePlan(
      parts: entries.indices.map { index in
        let entry = entries[index]
        let state = states[entry.uuid] ?? .running
        return OutagePlan.Part(
          entry: entry,
          vm: vms[entry.uuid],
          state: state,
          terms: terms[index],
          isTransient: transient.contains(entry.uuid),
          measured: measured[index],
          end: ends[index],
          isCut: budget.map { state == .paused || ends[index] > Battery.grace(of: $0) } ?? false
        )
      },
      longest: budget ?? worst.total,
      budget: budget,
      expected: min(ends.max() ?? 0, budget ?? .max)
    )
  }

  /// The domains that are not coloc's and that libvirt knows only as long as they run.
  private func transient(_ entries: [OutageEntry]) async -> Set<UUID> {
    var found: Set<UUID> = []
    for entry in entries where entry.tenant == nil {
      if (try? await host.survey(of: entry.uuid))?.isPersistent == false { found.insert(entry.uuid) }
    }
    return found
  }
}
