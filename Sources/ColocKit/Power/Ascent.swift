internal import Foundation

/// Brings the domains of an outage back: by place from the highest to the lowest, a few at once, each place when the
/// ready tests of the one before are met or ran out.
struct Ascent: Sendable {
  let rack: Rack
  let ledger: OutageLedger
  let reason: String?
  /// Whether the host is away, for all of them.
  private let absence = HostAbsence()
  /// Told of each domain as soon as it is known.
  let report: @Sendable (OutageStep) -> Void

  /// Goes through all that is owed; the failures of those that could not be started, which stay owed, and the names of
  /// those that were not ready in time.
  func run() async throws -> (failures: [any Error], late: [String]) {
    guard let outage = try rack.state.outages.read() else { return ([], []) }
    var failures: [any Error] = []
    var late: [String] = []
    let active = Set(try await rack.host.machines().filter(\.state.isActive).map(\.uuid))
    for entry in outage.entries where entry.back == .left && !active.contains(entry.uuid) {
      report(OutageStep(entry: entry, ready: nil, seconds: 0))
    }
    for order in Set(outage.owed.map(\.order)).sorted(by: >) {
      let wave = outage.owed.filter { $0.order == order }
      let results = await Several.results(wave, atOnce: rack.configuration.startParallel) {
        let step = try await bringBack($0)
        report(step)
        return step
      }
      try Task.checkCancellation()
      failures += results.compactMap(\.failure)
      late += results.compactMap { try? $0.get() }.filter { $0.ready == false }.map(\.entry.name)
    }
    return (failures, late)
  }

  private func bringBack(_ entry: OutageEntry) async throws -> OutageStep {
    let machine = try await rack.patiently(absence) { try await rack.host.machine(entry.uuid) }
    let manifests = try rack.manifests.all()
    let managed = manifests.vms.first { $0.vm.uuid == entry.uuid }
    // A manifest that cannot be read says nothing about its VMs: they stay owed.
    if managed == nil, let unreadable = manifests.unreadable.first(where: { $0.stem == entry.tenant?.description }) {
      throw unreadable.failure
    }
    if let back = verdict(on: entry, machine, managed) { return try await note(entry, back, started: nil) }
    let begin = rack.time.uptime()
    let isNew: Bool
    if let vm = managed?.vm {
      isNew = try await rack.start(vm.name, reason: reason)
    } else {
      try await rack.host.start(entry.uuid)
      isNew = true
    }
    let noted = try await note(entry, isNew ? .started : .ran, started: begin).entry
    guard let vm = managed?.vm, isNew, vm.readyTest != .none else {
      return OutageStep(entry: noted, ready: nil, seconds: seconds(since: begin))
    }
    let isReady = try await wait(for: vm)
    let seconds = seconds(since: begin)
    if isReady { try rack.state.times.change { $0.add(start: seconds, of: vm.uuid) } }
    return OutageStep(entry: noted, ready: isReady, seconds: seconds)
  }

  /// What is to be noted of a domain that is not started; nil for one that is.
  private func verdict(on entry: OutageEntry, _ machine: Machine?, _ managed: (tenant: Tenant, vm: VMRecord)?)
    -> OutageEntry.Return?
  {
    // One that was paused before was left so, and stays so.
    if machine?.state.isActive == true { return .ran }
    // Deleted, or given away, in the meantime.
    if entry.tenant != nil, managed == nil { return .gone }
    if entry.tenant == nil, machine == nil { return .gone }
    if managed?.tenant.staysDown == true { return .left }
    switch entry.descent {
    case .itself: return .left
    // Nobody came to ask it.
    case .pending where machine?.guestWentDown == true: return .left
    default: return nil
    }
  }

  private func note(_ entry: OutageEntry, _ back: OutageEntry.Return, started: Duration?) async throws -> OutageStep {
    let now = rack.time.now()
    let noted = try await ledger.change(entry) { entry in
      entry.back = back
      entry.up = [.started, .ran].contains(back) ? now : nil
    }
    return OutageStep(entry: noted, ready: nil, seconds: started.map(seconds(since:)) ?? 0)
  }

  /// Waits until a VM's ready test is met, or runs out.
  private func wait(for vm: VMRecord) async throws -> Bool {
    let begin = rack.time.uptime()
    while rack.time.uptime() - begin < .seconds(rack.configuration.startTimeout) {
      if await isReady(vm) { return true }
      try await rack.time.sleep(.milliseconds(500))
    }
    return false
  }

  private func isReady(_ vm: VMRecord) async -> Bool {
    switch vm.readyTest {
    case .none: return true
    case .agent: return (try? await rack.host.agentAnswers(vm.uuid)) ?? false
    case .tcp(let port):
      guard let address = vm.ipv4 else { return true }
      if case .open = await rack.reachability.probe(address, port: port) { return true }
      return false
    }
  }

  private func seconds(since begin: Duration) -> Int { Int((rack.time.uptime() - begin).components.seconds) }
}
