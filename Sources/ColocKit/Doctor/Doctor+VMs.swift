internal import Foundation

extension Doctor {
  /// The VMs of the records against libvirt's domains.
  func lookAtVMs(
    _ subject: Subject,
    _ records: RecordSurvey,
    _ domains: [DomainFacts],
    in diagnosis: inout Diagnosis
  ) async {
    let byUUID = Dictionary(domains.map { ($0.machine.uuid, $0) }) { first, _ in first }
    let check = VMCheck(
      rack: subject.configuration.rack,
      vms: records.vms.map(\.vm),
      tenants: Dictionary(records.vms.map { ($0.vm.uuid, $0.tenant) }) { first, _ in first },
      staysDown: records.staysDown,
      trashed: records.trashed,
      known: records.isWhole ? Set(records.known.map(\.uuid)) : nil,
      domains: byUUID
    )
    diagnosis.take(check, of: "\(records.vms.count) VMs")
    // What is not ours is not compared either.
    let ours = records.vms.compactMap { tenant, vm in
      byUUID[vm.uuid].flatMap { $0.rack == subject.configuration.rack ? (tenant, vm, $0) : nil }
    }
    diagnosis.take(ours.map { SnapshotCheck(vm: $1, domain: $2) }, of: "\(records.vms.count) VMs")
    await attempt(DriftCheck.codes, of: "\(records.vms.count) VMs", in: &diagnosis) { diagnosis in
      guard let host = records.hosts.first(where: { $0.name == subject.name }) else {
        return diagnosis.skip(DriftCheck.codes, of: subject.name, because: "the host was never tried out")
      }
      let checks = try ours.map { tenant, vm, domain in
        let wanted = subject.rack.definition(of: vm, for: tenant, on: host, osinfo: "")
        return DriftCheck(
          vm: vm,
          isActive: domain.machine.state.isActive,
          wanted: vm.adoption == nil ? try subject.host.form(of: wanted) : nil,
          found: domain.form
        )
      }
      diagnosis.take(checks, of: "\(records.vms.count) VMs")
    }
  }
}
