internal import Foundation

/// What `power up` has to do.
public enum ComingUp: Sendable, Equatable {
  /// A window is open: its end brings back what ran.
  case window(WindowID)
  /// What ran when the host went down, or what was still owed the last time.
  case owed([OutageEntry])
  /// The host came up without having gone down: these are wanted by each VM's policy.
  case cut([OutageEntry])
  /// Nothing: it was done since the host booted.
  case done
}

extension Rack {
  /// Says what `power up` would do. Touches nothing. Throws `Failure` from the host.
  public func planPowerUp() async throws -> ComingUp {
    if let outage = try owedOutage() {
      if let window = outage.window { return .window(window) }
      return .owed(outage.owed.sorted { ($1.order, $0.name) < ($0.order, $1.name) })
    }
    if boot.isDone(configuration.rack) { return .done }
    return .cut(try await wanted())
  }

  /// Brings back what ran before the host went down, or what each VM's policy wants after a cut.
  ///
  /// Run when the host has booted, before anything else starts VMs. libvirt's own autostart of coloc's VMs goes off, where
  /// this runs at each boot. Throws `busy`, `Failure` from the host, and `CancellationError`.
  public func powerUp(
    reason: String?,
    report: @escaping @Sendable (OutageStep) -> Void
  ) async throws -> (plan: ComingUp, result: OutageResult) {
    try await holding(.power) {
      try await awaitHost()
      let plan = try await planPowerUp()
      try await keepFromAutostart()
      switch plan {
      case .window, .done: return (plan, OutageResult(entries: [], failures: [], active: []))
      case .owed: break
      case .cut(let entries):
        let boot = try? self.boot.drawIdentity(configuration.rack)
        try state.outages.begin(Outage(cause: .cut, reason: reason, began: time.now(), boot: boot, entries: entries))
      }
      try audit(fields: ["power"], reason: reason)
      var result = try await ascend(reason: reason, report: report)
      guard result.failures.isEmpty else { return (plan, result) }
      if let outage = try state.outages.read() {
        try await giveAutostartBack(outage)
        try record(outage)
      }
      // After a cut nobody knows which VMs of such a manifest are wanted: the boot is not done before it can be read.
      if case .cut = plan { result.failures = try manifests.all().unreadable.map(\.failure) }
      if result.failures.isEmpty { try boot.setDone(configuration.rack) }
      try state.outages.end()
      return (plan, result)
    }
  }

  /// Gives the time line to a window that came by itself and is open: it is the one of this cut.
  private func record(_ outage: Outage) throws {
    for window in try state.windows.all() where window.isOpen && !window.planned {
      try state.windows.change(window.id) { $0.vms = outage.entries }
    }
  }

  /// The VMs that a cut is to bring back, by each one's policy and the owner's last word; those that run need nothing.
  private func wanted() async throws -> [OutageEntry] {
    let machines = Dictionary(try await host.machines().map { ($0.uuid, $0) }, uniquingKeysWith: { first, _ in first })
    var entries: [OutageEntry] = []
    for (tenant, vm) in try manifests.all().vms where !tenant.staysDown {
      // Shut down since the host booted, by its guest or the owner: the cut is not why it is off.
      let machine = machines[vm.uuid]
      guard machine?.state.isActive != true, machine?.guestWentDown != true,
        !boot.isStopped(vm.uuid, configuration.rack), try await isWanted(vm, isDefined: machine != nil)
      else { continue }
      entries.append(
        OutageEntry(
          uuid: vm.uuid,
          name: vm.name.description,
          tenant: tenant.name,
          order: vm.power.order,
          descent: .lost
        )
      )
    }
    return entries.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
  }

  private func isWanted(_ vm: VMRecord, isDefined: Bool) async throws -> Bool {
    switch vm.power.boot {
    case .always: return true
    case .never: return false
    case .last:
      // Of the first days nobody wrote it down: what libvirt would do is what the owner had.
      if let wanted = vm.wanted { return wanted }
      return isDefined ? try await host.autostart(vm.uuid) : true
    }
  }

  /// Where this runs at each boot libvirt's autostart of coloc's VMs is off for good.
  private func keepFromAutostart() async throws {
    guard boot.isInstalled else { return }
    for (tenant, vm) in try manifests.all().vms where try await isDefined(vm) {
      guard try await host.autostart(vm.uuid) else { continue }
      if vm.wanted == nil {
        try manifests.change(tenant.name) { tenant in
          guard let index = tenant.vms.firstIndex(where: { $0.uuid == vm.uuid }) else { return }
          tenant.vms[index].wanted = true
        }
      }
      try await host.setAutostart(vm.uuid, false)
      await refreshDefinition(of: vm)
    }
  }
}
