/// How bringing the host down, or back, ended.
public struct OutageResult: Sendable {
  /// What became of each domain.
  public let entries: [OutageEntry]
  /// Those for which it could not be done.
  public let failures: [Failure]
  /// The domains that libvirt lists as active now, by name.
  public let active: [String]

  /// Whether the host may be switched off: libvirt lists no active domain.
  public var isSafe: Bool { active.isEmpty }
}

extension Rack {
  /// Brings all of the host down for its own shutdown, coloc's domains and others; `up` brings them back.
  ///
  /// In a window that is open it goes on with that window's list. Cancelling stops asking; once more goes on.
  /// `budget` is how many seconds the battery gives: at their end what still runs loses its power. Throws `busy` while
  /// another command does the same, `Failure` from the host, `CancellationError`.
  public func powerDown(
    reason: String?,
    budget: Int? = nil,
    report: @escaping @Sendable (OutageEntry) -> Void
  ) async throws -> OutageResult {
    try await holding(.power) {
      try audit(fields: ["power"], reason: reason)
      try await openOutage(Outage.Cause.power, nil, reason: reason)
      return try await descend(budget: budget, report: report)
    }
  }

  /// Puts the list of what runs on the disk; one that is there already stays, and only grows.
  func openOutage(_ cause: Outage.Cause, _ window: WindowID?, reason: String?) async throws {
    if let open = try state.outages.read() { return try await holdAutostart(open) }
    let machines = try await patiently { try await host.machines() }
    try reconcileWishes(with: machines)
    let outage = Outage(
      cause: cause,
      window: window,
      reason: reason,
      began: time.now(),
      autostart: try await autostarted(),
      entries: try entries(of: machines)
    )
    try state.outages.begin(outage)
    try await holdAutostart(outage)
  }

  /// Brings down what the list has, and what else runs.
  func descend(budget: Int?, report: @escaping @Sendable (OutageEntry) -> Void) async throws -> OutageResult {
    try state.outages.change { $0.rising = false }
    let descent = Descent(
      rack: self,
      ledger: OutageLedger(state.outages),
      vms: Dictionary(try manifests.all().vms.map { ($0.vm.uuid, $0.vm) }, uniquingKeysWith: { first, _ in first }),
      parallel: configuration.stopParallel,
      deadline: budget.map { time.uptime() + .seconds(Self.grace(of: $0)) },
      report: report
    )
    let failures = try await descent.run()
    let active = try await patiently { try await host.machines() }.filter(\.state.isActive)
    return OutageResult(
      entries: try state.outages.read()?.entries ?? [],
      failures: failures.map(Failure.wording),
      active: active.map(\.name).sorted()
    )
  }

  /// Brings back what is owed; the record stays while anything is.
  func ascend(reason: String?, report: @escaping @Sendable (OutageStep) -> Void) async throws -> OutageResult {
    // Once for all: a host that is away would else be waited for VM by VM.
    try await awaitHost()
    try state.outages.change { $0.rising = true }
    let ascent = Ascent(rack: self, ledger: OutageLedger(state.outages), reason: reason, report: report)
    let failures = try await ascent.run()
    let outage = try state.outages.read()
    return OutageResult(entries: outage?.entries ?? [], failures: failures.map(Failure.wording), active: [])
  }

  /// Refuses to start anything while another command brings the host down. Throws `busy`.
  func refuseWhileGoingDown() throws(Failure) {
    guard let outage = try state.outages.read(), !outage.rising,
      try LiveFile.isHeld(state.layout.lock(Claim.power.file))
    else { return }
    let what = outage.window.map { "maintenance \($0)" } ?? "power down"
    throw Failure(
      .busy,
      "the host is going down for \(what)",
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
