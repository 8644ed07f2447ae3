internal import Foundation

extension Doctor {
  /// Everything that needs the configuration, and most of it the host.
  func look(at subject: Subject, _ records: RecordSurvey?, probing: Bool, in diagnosis: inout Diagnosis) async {
    lookAtTemplates(subject.rack.templates, in: &diagnosis)
    await lookAround(subject, in: &diagnosis)
    let facts: HostFacts
    do {
      facts = try await subject.rack.host.facts()
      diagnosis.add(.fine(.hostUnreachable, subject.name, "it answers"))
    } catch {
      let failure = error as? Failure
      let remote = "virsh -c \(ShellWord.quoted(subject.configuration.host.uri)) version"
      diagnosis.add(
        Finding(
          .hostUnreachable,
          subject.name,
          failure?.message ?? "\(error)",
          cure: subject.host.isLocal ? "systemctl restart libvirtd" : remote
        )
      )
      diagnosis.skip(Self.hostCodes, of: subject.name, because: "the host does not answer")
      lookAtCopies(records, domains: nil, in: &diagnosis)
      return await lookAtPaths(subject, qemu: nil, isPoolNeeded: false, in: &diagnosis)
    }
    diagnosis.take(VersionCheck(host: subject.name, facts: facts), of: subject.name)
    await lookAtKVM(subject, records, facts, probing: probing, in: &diagnosis)
    // Behind the probe, which puts a volume of its own into the pool for a moment.
    let inquiry = Inquiry(subject.host, about: subject.configuration)
    await attempt(ConfinementCheck.codes, of: subject.name, in: &diagnosis) { diagnosis in
      let path = "/sys/module/apparmor/parameters/enabled"
      let apparmor = subject.host.isLocal ? try local.text(of: path) : nil
      let check = ConfinementCheck(host: subject.name, models: facts.securityModels, apparmor: apparmor)
      diagnosis.take(
        check,
        of: subject.name,
        saying: "security drivers: \(facts.securityModels.joined(separator: ", "))"
      )
    }
    await lookAtObjects(subject, records, facts, inquiry, in: &diagnosis)
  }

  /// What is found only with the host's answers.
  static let hostCodes: [FindingCode] =
    VersionCheck.codes + KVMCheck.codes + MemoryCheck.codes + ConfinementCheck.codes + PoolCheck.codes
    + RoomCheck.codes + NetworkCheck.codes + BridgeCheck.codes + ReservationCheck.codes + FilterCheck.codes
    + PortCheck.codes + IsolationCheck.codes + VMCheck.codes + DriftCheck.codes + SnapshotCheck.codes
    + VolumeCheck.codes + ImageCheck.codes

  private func lookAtKVM(
    _ subject: Subject,
    _ records: RecordSurvey?,
    _ facts: HostFacts,
    probing: Bool,
    in diagnosis: inout Diagnosis
  ) async {
    await attempt(KVMCheck.codes, of: subject.name, in: &diagnosis) { diagnosis in
      let check = KVMCheck(
        host: subject.name,
        record: records?.hosts.first { $0.name == subject.name },
        probe: probing ? try await subject.rack.host.probe(pool: subject.configuration.pool.name) : nil,
        facts: facts,
        hasDevice: subject.host.isLocal ? try local.file("/dev/kvm") != nil : nil,
        pinned: records?.tenants.flatMap(\.vms).filter { $0.kvm == true }.map(\.name) ?? []
      )
      diagnosis.take(check, of: subject.name, saying: check.words(now: time.now()))
    }
  }

  /// Pool, network, filters, domains: each is looked at by itself.
  private func lookAtObjects(
    _ subject: Subject,
    _ records: RecordSurvey?,
    _ facts: HostFacts,
    _ inquiry: Inquiry,
    in diagnosis: inout Diagnosis
  ) async {
    var domains: [DomainFacts]?
    await attempt(VMCheck.codes + DriftCheck.codes, of: subject.name, in: &diagnosis) { _ in
      domains = try await inquiry.domains.value
    }
    lookAtCopies(records, domains: domains, in: &diagnosis)
    if let domains {
      let check = MemoryCheck(
        host: subject.name,
        facts: facts,
        machines: Admission.promised(domains.map(\.machine), to: records?.promises ?? []),
        reserve: subject.configuration.reserve.memory
      )
      diagnosis.take(check, of: subject.name)
      if let records { await lookAtVMs(subject, records, domains, in: &diagnosis) }
    }
    let isPoolThere = await lookAtPool(subject, records, domains, inquiry, in: &diagnosis)
    await lookAtPaths(subject, qemu: facts.qemu, isPoolNeeded: isPoolThere, in: &diagnosis)
    await attempt(FilterCheck.codes, of: subject.configuration.filters, in: &diagnosis) { diagnosis in
      let filters = try await subject.host.examineFilters(of: subject.configuration)
      diagnosis.take(FilterCheck(filters: filters), of: subject.configuration.filters)
    }
    await lookAtNetwork(subject, records, domains, in: &diagnosis)
  }
}
