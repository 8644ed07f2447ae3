internal import Foundation

/// How a stop ended.
public enum StopOutcome: Sendable, Equatable {
  /// It was off before.
  case alreadyOff
  /// It went down after this many seconds.
  case off(seconds: Int)
  /// It still runs when the time was over; the power was not cut.
  case stillRunning
}

extension Rack {
  /// Whether a VM runs or is paused. Throws `notFound`, `Failure` from the host.
  public func isActive(_ name: VMName) async throws -> Bool {
    try await host.machine(find(name).vm.uuid)?.state.isActive ?? false
  }

  /// Starts a VM; one that runs is success. Throws `notFound`, `notPermitted` while its tenant is suspended,
  /// `cannotCreate` without memory, `Failure` from the host.
  public func start(_ name: VMName, reason: String?) async throws -> Bool {
    try await holding(.vm(name)) { try await startLocked(name, reason: reason) }
  }

  /// The same with the VM's lock held.
  func startLocked(_ name: VMName, reason: String?) async throws -> Bool {
    let (tenant, vm) = try find(name)
    try Gate.judgeStart(tenant, time: localTime)
    try refuseWhileGoingDown()
    guard try await isDefined(vm), let machine = try await host.machine(vm.uuid) else { throw missing(name) }
    guard machine.state != .running else {
      try recordWish(true, of: vm, tenant.name)
      return false
    }
    if machine.state == .paused {
      try await host.start(vm.uuid)
    } else {
      try await start(vm, of: tenant.name)
      await refreshDefinition(of: vm)
    }
    try recordWish(true, of: vm, tenant.name)
    try audit(tenant: tenant.name, object: name.description, reason: reason)
    return true
  }

  /// Starts a VM that is off; until libvirt counts its memory, the intent does.
  private func start(_ vm: VMRecord, of tenant: TenantName) async throws {
    let intent = try await holding(.addresses) {
      // Suspended since: whoever suspends holds this lock, and finds the intents of those that were let through before.
      try Gate.judgeStart(self.tenant(tenant), time: localTime)
      try judgeMemory(vm.memory, machines: await host.machines(), facts: await host.facts())
      return try state.intents.begin(
        Intent(
          id: UUID(),
          action: .start,
          rack: configuration.rack,
          tenant: tenant,
          vm: vm,
          command: command,
          started: time.now()
        )
      )
    }
    // Whether it ran or failed, there is nothing to undo; an intent that cannot be removed now is ended by the next command.
    let started = await Task { try await host.start(vm.uuid) }.result
    try state.intents.finish(intent)
    try started.get()
  }

  /// Asks a VM to go down, by the agent where it answers, else by ACPI, again every ten seconds until `timeout`.
  ///
  /// A press of the button is lost on a guest that is still booting. Never cuts the power. Cancelling stops asking. That
  /// it is to be down is recorded before, unless it is started again at once.
  public func stop(
    _ name: VMName,
    timeout: Duration,
    reason: String?,
    restarting: Bool = false
  ) async throws -> StopOutcome {
    try await holding(.vm(name)) {
      if !restarting {
        let (tenant, vm) = try find(name)
        try recordWish(false, of: vm, tenant.name)
      }
      return try await stopLocked(name, timeout: timeout, reason: reason)
    }
  }

  /// The same with the VM's lock held.
  func stopLocked(_ name: VMName, timeout: Duration, reason: String?) async throws -> StopOutcome {
    let (tenant, vm) = try find(name)
    guard try await isDefined(vm), let machine = try await host.machine(vm.uuid) else { throw missing(name) }
    guard machine.state.isActive else { return .alreadyOff }
    if machine.state == .paused { throw paused(name, of: tenant) }
    try audit(tenant: tenant.name, object: name.description, reason: reason)
    let began = time.now()
    let outcome = try await bringDown(vm.uuid, timeout: timeout)
    if case .off = outcome { try state.times.change { $0.add(stop: began.seconds(until: time.now()), of: vm.uuid) } }
    await refreshDefinition(of: vm)
    return outcome
  }

  /// Asks a domain to go down, again every ten seconds, until it is off or its time is over.
  ///
  /// A question that fails is asked again too: QEMU may be at something else. Throws its failure when none got through.
  func bringDown(_ uuid: UUID, timeout: Duration) async throws -> StopOutcome {
    let begin = time.uptime()
    var nextAsk = begin
    var refusal: Failure?
    var isAsked = false
    while true {
      let now = time.uptime()
      guard let state = try await host.machine(uuid)?.state, state.isActive else {
        return .off(seconds: Int((now - begin).components.seconds))
      }
      guard now - begin < timeout else {
        if let refusal { throw refusal }
        return .stillRunning
      }
      if now >= nextAsk {
        do {
          try await ask(uuid)
          (refusal, isAsked) = (nil, true)
        } catch let failure as Failure where ![.unreachable, .outcomeUnknown].contains(failure.kind) {
          if !isAsked { refusal = failure }
        }
        nextAsk = now + .seconds(10)
      }
      try await time.sleep(.milliseconds(250))
    }
  }

  /// One round of asking; an agent that does not do it leaves it to the button.
  func ask(_ uuid: UUID) async throws {
    // An agent that cannot even be asked is none: the guest may have gone down between the look and the question.
    if (try? await host.agentAnswers(uuid)) == true, (try? await host.askToStop(uuid, by: .agent)) != nil { return }
    try Task.checkCancellation()
    do {
      try await host.askToStop(uuid, by: .acpi)
    } catch {
      // It may have gone down between the look and the question; libvirt itself may see that a moment later.
      guard try await host.machine(uuid)?.state.isActive == true else { return }
      try await time.sleep(.seconds(1))
      guard try await host.machine(uuid)?.state.isActive == true else { return }
      throw error
    }
  }

  /// Cuts a VM's power, also while another command waits for it to stop: it needs no lock, and repeats harmlessly.
  ///
  /// Throws `notFound`, `notPermitted` for a protected one, `Failure` from the host.
  public func kill(_ name: VMName, reason: String?) async throws {
    let (tenant, vm) = try find(name)
    try refuseProtected([vm], "killed")
    guard try await isDefined(vm) else { throw missing(name) }
    try recordWish(false, of: vm, tenant.name, striking: false)
    try await host.kill(vm.uuid)
    try audit(tenant: tenant.name, object: name.description, reason: reason)
  }

  func paused(_ name: VMName, of tenant: Tenant) -> Failure {
    Failure(
      .partly,
      "\(name) is paused and cannot hear",
      hint: tenant.staysDown
        ? "virsh resume \(name) lets it go on; then again: coloc tenant suspend \(tenant.name)"
        : "coloc vm start \(name) lets it go on"
    )
  }

  func missing(_ name: VMName) -> Failure {
    Failure(
      .notFound,
      "\(name) is in the manifest, and libvirt on \(configuration.host.name) does not have it",
      hint: "coloc recover defines it again around its disk"
    )
  }
}
