internal import Foundation

/// How bringing the host down, or back, ended.
public struct OutageResult: Sendable {
  /// What became of each domain.
  public let entries: [OutageEntry]
  /// Those for which it could not be done.
  public internal(set) var failures: [Failure]
  /// The domains that libvirt lists as active now, by name.
  public let active: [String]
  /// Those that were started and not ready in time, by name.
  public var late: [String] = []

  /// Whether the host may be switched off: libvirt lists no active domain.
  public var isSafe: Bool { active.isEmpty }
}

extension Rack {
  /// Brings all of the host down for its own shutdown, coloc's domains and others; `up` brings them back.
  ///
  /// In a window that is open it goes on with that window's list. Cancelling stops asking; once more goes on.
  /// `budget` is how many seconds the battery gives: at their end what still runs loses its power. Another command that is
  /// bringing the host down or up is told to stop, as by Ctrl-C. Throws `busy` when it does not, `Failure` from the host,
  /// `CancellationError`.
  public func powerDown(
    reason: String?,
    budget: Int? = nil,
    report: @escaping @Sendable (OutageEntry) -> Void
  ) async throws -> OutageResult {
    let battery = budget.map { Battery(seconds: $0, from: time.uptime()) }
    let lock = try await takePower(battery)
    defer { lock?.release() }
    do {
      try audit(fields: ["power"], reason: reason)
      try await openOutage(Outage.Cause.power, nil, reason: reason, within: battery?.asking)
    } catch let failure as Failure where battery != nil && failure.kind != .unreachable {
      // A gentle end that nobody can write down is better than the battery's: each VM comes back by its own policy.
      narrator.say("\(failure.message): what runs is not written down")
    }
    return try await descend(battery, report: report)
  }

  /// Puts the list of what runs on the disk; one that is there already stays, and only grows.
  ///
  /// By `deadline`, by the clock that only goes forward, the host has answered or is given up.
  func openOutage(
    _ cause: Outage.Cause,
    _ window: WindowID?,
    reason: String?,
    within deadline: Duration? = nil
  ) async throws {
    let boot = try? self.boot.drawIdentity(configuration.rack)
    if try state.outages.read() != nil {
      let stopped = try stoppedSince()
      try state.outages.change { outage in if let boot { outage = outage.seen(inBoot: boot, isLeft: stopped) } }
      return deadline == nil ? try await holdAutostart() : ()
    }
    let machines = try await patiently(until: deadline) { try await host.machines() }
    try reconcileWishes(with: machines)
    let outage = Outage(
      cause: cause,
      window: window,
      reason: reason,
      began: time.now(),
      boot: boot,
      // On battery there is no time for that before the first is asked.
      autostart: deadline == nil ? try await autostarted() : [],
      entries: try entries(of: machines) + restarting(machines)
    )
    try state.outages.begin(outage)
    if deadline == nil { try await holdAutostart() }
  }

  /// Brings down what the list has, and what else runs.
  func descend(
    _ battery: Battery? = nil,
    report: @escaping @Sendable (OutageEntry) -> Void
  ) async throws -> OutageResult {
    // What cannot be written must not keep the power on.
    if battery == nil {
      try state.outages.change { $0.rising = false }
    } else {
      try? state.outages.change { $0.rising = false }
    }
    let ledger = OutageLedger(state.outages)
    let failures: [any Error]
    if let battery {
      failures = try await Emergency(rack: self, ledger: ledger, battery: battery, report: report).run()
    } else {
      let vms = try manifests.all().vms.map { ($0.vm.uuid, $0.vm) }
      let descent = Descent(
        rack: self,
        ledger: ledger,
        vms: Dictionary(vms, uniquingKeysWith: { first, _ in first }),
        parallel: configuration.stopParallel,
        report: report
      )
      failures = try await descent.run()
    }
    let machines = try await patiently(until: battery?.end) { try await host.machines() }
    let active = machines.filter(\.state.isActive)
    let entries = battery == nil ? try state.outages.read()?.entries : try? state.outages.read()?.entries
    return OutageResult(
      entries: entries ?? [],
      failures: failures.map(Failure.wording),
      active: active.map(\.name).sorted()
    )
  }

  /// Brings back what is owed; the record stays while anything is.
  func ascend(reason: String?, report: @escaping @Sendable (OutageStep) -> Void) async throws -> OutageResult {
    // Once for all: a host that is away would else be waited for VM by VM.
    try await awaitHost()
    let boot = try? self.boot.drawIdentity(configuration.rack)
    let stopped = try stoppedSince()
    try state.outages.change { outage in
      if let boot { outage = outage.seen(inBoot: boot, isLeft: stopped) }
      outage.rising = true
    }
    let ascent = Ascent(rack: self, ledger: OutageLedger(state.outages), reason: reason, report: report)
    let (failures, late) = try await ascent.run()
    let outage = try state.outages.read()
    return OutageResult(
      entries: outage?.entries ?? [],
      failures: failures.map(Failure.wording),
      active: [],
      late: late
    )
  }

  /// The outage as it is owed in this boot of the host. Touches nothing.
  func owedOutage() throws -> Outage? {
    let boot = boot.identity(configuration.rack) ?? UUID()
    return try state.outages.read()?.seen(inBoot: boot, isLeft: try stoppedSince())
  }

  /// Tells of an entry whether the owner's last word on its VM was to stop it.
  private func stoppedSince() throws -> (OutageEntry) -> Bool {
    let stopped = Set(try manifests.all().vms.filter { $0.vm.wanted == false }.map(\.vm.uuid))
    return { stopped.contains($0.uuid) }
  }

  /// VMs that another command has down at this moment only to start them again.
  private func restarting(_ machines: [Machine]) throws -> [OutageEntry] {
    let off = Set(machines.filter { !$0.state.isActive }.map(\.uuid))
    return try manifests.all().vms.filter { off.contains($0.vm.uuid) && isBeingRestarted($0.vm.name) }.map {
      OutageEntry(
        uuid: $0.vm.uuid,
        name: $0.vm.name.description,
        tenant: $0.tenant.name,
        order: $0.vm.power.order,
        descent: .lost
      )
    }
  }

  /// Refuses what would start a domain behind the owner's back while the host is down, or on its way: it may be switched
  /// off any moment. Throws `busy`.
  func refuseWhileDown() throws(Failure) {
    guard let outage = try state.outages.read(), !outage.rising else { return }
    throw Self.down("the host is down for", outage)
  }

  /// Refuses to start anything while another command brings the host down. Throws `busy`.
  func refuseWhileGoingDown() throws(Failure) {
    guard let outage = try state.outages.read(), !outage.rising,
      try LiveFile.isHeld(state.layout.lock(Claim.power.file))
    else { return }
    throw Self.down("the host is going down for", outage)
  }

  private static func down(_ words: String, _ outage: Outage) -> Failure {
    let what = outage.window.map { "maintenance \($0)" } ?? "power down"
    return Failure(
      .busy,
      "\(words) \(what)",
      hint: outage.window.map { "it comes back with: coloc maintenance end \($0)" }
        ?? "it comes back with: coloc power up"
    )
  }
}

extension Failure {
  /// Any error as a failure.
  static func wording(_ error: any Error) -> Failure {
    error as? Failure ?? Failure(.unexpected, "\(error)")
  }
}
