internal import Foundation

extension Rack {
  /// Waits until a VM has reached a goal, telling each stage as it comes; host keys that appear are recorded.
  ///
  /// A wait that runs out is no error here: the report names the stage that is stuck; `isNew` says that the VM was started
  /// just now, so that a silent console means something. Throws `notFound` and `Failure` from the host.
  public func wait(
    for name: VMName,
    until goal: Goal,
    timeout: Duration,
    isNew: Bool = false
  ) async throws -> ReadinessReport {
    let (_, vm) = try find(name)
    guard try await isDefined(vm) else { throw missing(name) }
    if !goal.stages.isEmpty, vm.ipv4 == nil {
      throw Failure(
        .notFound,
        "the address of \(name) is not known: it was adopted",
        hint: "what can be waited for: --for running, agent or off"
      )
    }
    let listener = ConsoleListener(of: name)
    let port = PortWatcher()
    if goal != .off, goal != .running { await listener.listen(to: vm.uuid, on: host) }
    if !goal.stages.isEmpty, let ipv4 = vm.ipv4 { await port.watch(ipv4, by: reachability, time) }
    var watch = ReadinessWatch(
      rack: self,
      vm: vm,
      goal: goal,
      listener: listener,
      port: port,
      timeout: timeout,
      isNew: isNew
    )
    let report: Result<ReadinessReport, any Error>
    do { report = .success(try await watch.run()) } catch { report = .failure(error) }
    await listener.stop()
    await port.stop()
    return try report.get()
  }

  /// Records the host keys of a VM once they are known; the first ones seen stay.
  func record(hostKeys: [SSHPublicKey], of vm: VMRecord) throws {
    guard !hostKeys.isEmpty, let tenant = try? find(vm.name).tenant else { return }
    try manifests.change(tenant.name) { tenant in
      guard let index = tenant.vms.firstIndex(where: { $0.uuid == vm.uuid }) else { return }
      if tenant.vms[index].hostKeys.isEmpty { tenant.vms[index].hostKeys = hostKeys }
    }
  }
}
