internal import Foundation

extension Doctor {
  /// The network, its reservations, and what holds running VMs apart at this moment.
  func lookAtNetwork(
    _ subject: Subject,
    _ records: RecordSurvey?,
    _ domains: [DomainFacts]?,
    in diagnosis: inout Diagnosis
  ) async {
    let bridge: String? =
      switch subject.configuration.network {
      case .nat(let name, let ipv4, let ipv6):
        await lookAtNAT(subject, records, name: name, ipv4, ipv6, in: &diagnosis)
      case .bridge(let device, _, _, _): await lookAtBridge(subject, device, in: &diagnosis)
      }
    guard let domains, let records else { return }
    await lookAtPorts(ports(subject, records, domains), on: bridge, subject, in: &diagnosis)
  }

  /// Returns the bridge that ports belong on; nil when there is none now.
  private func lookAtNAT(
    _ subject: Subject,
    _ records: RecordSurvey?,
    name: String,
    _ ipv4: IPv4Network,
    _ ipv6: IPv6Network?,
    in diagnosis: inout Diagnosis
  ) async -> String? {
    diagnosis.skip(BridgeCheck.codes, of: name, because: "the rack has a network of its own")
    var bridge: String?
    await attempt(NetworkCheck.codes + ReservationCheck.codes, of: name, in: &diagnosis) { diagnosis in
      let facts = try await subject.host.examineNetwork(of: subject.configuration)
      let check = NetworkCheck(
        name: name,
        ipv4: ipv4,
        ipv6: ipv6,
        configuration: layout.configuration,
        addresses: records?.vms.compactMap { $0.vm.adoption == nil ? $0.vm.ipv4 : nil } ?? [],
        facts: facts
      )
      diagnosis.take(check, of: name)
      guard let facts, facts.isOurs, let records else {
        return diagnosis.skip(ReservationCheck.codes, of: name, because: "the network is not as it should be")
      }
      bridge = facts.active ? facts.bridge : nil
      let reservations = ReservationCheck(
        network: name,
        wanted: records.vms.compactMap { subject.rack.reservation(of: $0.vm) },
        tolerated: records.underWay.compactMap { subject.rack.reservation(of: $0) },
        knowsAll: records.isWhole,
        found: facts.reservations
      )
      diagnosis.take(reservations, of: name)
    }
    return bridge
  }

  private func lookAtBridge(_ subject: Subject, _ device: String, in diagnosis: inout Diagnosis) async -> String? {
    diagnosis.skip(NetworkCheck.codes + ReservationCheck.codes, of: device, because: "the rack uses a bridge of yours")
    guard subject.host.isLocal else {
      diagnosis.skip(BridgeCheck.codes, of: device, because: "\(subject.name) is another machine")
      return device
    }
    var isThere = false
    await attempt(BridgeCheck.codes, of: device, in: &diagnosis) { diagnosis in
      isThere = try local.file("/sys/class/net/\(device)/bridge") != nil
      diagnosis.take(BridgeCheck(device: device, isThere: isThere), of: device)
    }
    return isThere ? device : nil
  }

  /// The ports of running VMs that coloc made; an adopted one is as its owner left it.
  private func ports(_ subject: Subject, _ records: RecordSurvey, _ domains: [DomainFacts]) -> [PortCheck.Port] {
    let vms = Dictionary(records.vms.map { ($0.vm.uuid, $0.vm) }) { first, _ in first }
    return domains.flatMap { domain -> [PortCheck.Port] in
      guard let vm = vms[domain.machine.uuid], vm.adoption == nil, domain.rack == subject.configuration.rack else {
        return []
      }
      return domain.ports.filter { $0.mac == vm.mac.description }.map { port in
        PortCheck.Port(vm: vm.name, device: port.device, filter: subject.rack.filter(of: vm))
      }
    }
  }

  private func lookAtPorts(
    _ ports: [PortCheck.Port],
    on bridge: String?,
    _ subject: Subject,
    in diagnosis: inout Diagnosis
  ) async {
    let what = "\(ports.count) ports"
    guard !ports.isEmpty else {
      return diagnosis.skip(PortCheck.codes + IsolationCheck.codes, of: subject.name, because: "no VM runs")
    }
    await attempt(PortCheck.codes, of: what, in: &diagnosis) { diagnosis in
      diagnosis.take(PortCheck(ports: ports, filters: try await subject.host.filtersAtWork()), of: what)
    }
    guard subject.host.isLocal else {
      let reason = "\(subject.name) is another machine"
      return diagnosis.skip(IsolationCheck.codes, of: what, because: reason)
    }
    guard let bridge else {
      return diagnosis.skip(IsolationCheck.codes, of: what, because: "the network is not as it should be")
    }
    await attempt(IsolationCheck.codes, of: what, in: &diagnosis) { diagnosis in
      let links = try BridgeLinks(await subject.rack.runner.run(BridgeLinks.program))
      diagnosis.take(IsolationCheck(ports: ports, bridge: bridge, links: links), of: what)
    }
  }
}
