extension Doctor {
  /// What lies on this machine's disk of coloc's own: needs neither host nor configuration.
  func lookAtFiles(_ records: RecordSurvey?, in diagnosis: inout Diagnosis) async {
    await attempt(StateCheck.codes, of: layout.root, in: &diagnosis) { diagnosis in
      let check = StateCheck(
        loose: try layout.looseFiles(),
        manifests: records?.manifests ?? [],
        records: (records?.others ?? []) + (records?.unreadablePlans ?? []),
        stale: try layout.staleTemporaries()
      )
      diagnosis.take(check, of: layout.root)
    }
    await attempt(AuditCheck.codes, of: layout.audit, in: &diagnosis) { diagnosis in
      let end = try state.audit.end()
      let check = AuditCheck(path: layout.audit, now: time.now(), newest: end?.newest, torn: end?.torn ?? 0)
      diagnosis.take(check, of: layout.audit)
    }
    await attempt(WorkCheck.codes, of: layout.root, in: &diagnosis) { diagnosis in
      let check = WorkCheck(
        interrupted: try state.intents.abandoned().records,
        resuming: try records?.tenants.filter { try $0.suspended?.resuming == true && !isAtWork(on: $0) } ?? [],
        trash: records?.tombstones ?? [],
        // Whoever brings the host down or back holds the lock for all that time.
        outage: try LiveFile.isHeld(layout.lock(Claim.power.file)) ? nil : records?.outage,
        windows: records?.windows ?? [],
        now: time.now()
      )
      diagnosis.take(check, of: layout.root)
    }
  }

  /// Whether a living command has one of a tenant's VMs to itself, as `tenant resume` has each that it lets up.
  private func isAtWork(on tenant: Tenant) throws(Failure) -> Bool {
    for vm in tenant.vms where try LiveFile.isHeld(layout.lock(Claim.vm(vm.name).file)) { return true }
    return false
  }

  /// The copies of adopted VMs' definitions; `domains` is nil where libvirt's are not known.
  func lookAtCopies(_ records: RecordSurvey?, domains: [DomainFacts]?, in diagnosis: inout Diagnosis) {
    guard let records else { return }
    let adopted = records.vms.map(\.vm).filter { $0.adoption != nil }
    let there = domains.map { Set($0.map(\.machine.uuid)) }
    let check = DefinitionCheck(
      // One that libvirt has lost is a finding of its own, which says what to do without a copy.
      vms: adopted.filter { there?.contains($0.uuid) != false },
      copies: records.copies,
      unreadable: records.unreadableCopies,
      others: records.isWhole ? Set((records.underWay + adopted).map(\.uuid)) : nil
    )
    diagnosis.take(check, of: layout.definitions, saying: "\(records.copies.count) copies looked at")
  }

  /// The owner's templates, each as a seed would take it.
  func lookAtTemplates(_ templates: TemplateSource, in diagnosis: inout Diagnosis) {
    var faults: [String: Failure] = [:]
    for name in EmbeddedTemplates.files.keys {
      do throws(Failure) {
        let file = try templates.file(name)
        // What is built in was tested.
        if file.path.hasPrefix("/"), name.hasSuffix(".yaml") { _ = try Template(file) }
      } catch {
        faults[name] = error
      }
    }
    diagnosis.take(TemplateCheck(faults: faults, directory: layout.templates), of: layout.templates)
  }
}
