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
    let tenants = records.tenantsByName
    let words = "\(records.vms.count) VMs"
    await attempt(VMCheck.codes, of: words, in: &diagnosis) { diagnosis in
      let known = records.isWhole ? Set(records.known.map(\.uuid)) : nil
      let check = VMCheck(
        rack: subject.configuration.rack,
        vms: records.vms.map(\.vm),
        owners: Dictionary(records.vms.compactMap { tenant, vm in tenants[tenant].map { (vm.uuid, $0) } }) { $1 },
        tenants: Set(tenants.keys),
        copies: records.copies,
        layout: layout,
        trashed: records.trashed,
        orphans: try orphans(among: domains, known: known, subject),
        domains: byUUID,
        startsVMs: subject.rack.boot.isInstalled,
        isOutage: records.outage != nil
      )
      diagnosis.take(check, of: words)
    }
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
          mayStart: tenants[tenant].map { !$0.staysDown && $0.refused == nil } ?? false,
          wanted: vm.adoption == nil ? try subject.host.form(of: wanted) : nil,
          found: domain.form
        )
      }
      diagnosis.take(checks, of: "\(records.vms.count) VMs")
    }
  }

  /// Domains with this rack's mark that no record knows, with the disks that are gone; none while a record that may know
  /// them cannot be read.
  private func orphans(among domains: [DomainFacts], known: Set<UUID>?, _ subject: Subject) throws -> [VMCheck.Orphan] {
    guard let known else { return [] }
    return
      try domains
      .filter { $0.rack == subject.configuration.rack && !known.contains($0.machine.uuid) }
      .sorted { $0.machine.name < $1.machine.name }
      .map { domain in
        // Another machine's files are not seen from here, nor is what lies in a pool by its name.
        let paths = subject.host.isLocal ? domain.form.disks.filter { $0.hasPrefix("/") } : []
        return VMCheck.Orphan(domain: domain, lost: try paths.filter { try local.file($0) == nil })
      }
  }
}
