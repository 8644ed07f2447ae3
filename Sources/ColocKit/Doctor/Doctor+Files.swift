extension Doctor {
  /// What lies on this machine's disk of coloc's own: needs neither host nor configuration.
  func lookAtFiles(_ records: RecordSurvey?, in diagnosis: inout Diagnosis) async {
    await attempt(StateCheck.codes, of: layout.root, in: &diagnosis) { diagnosis in
      let check = StateCheck(
        loose: try layout.looseFiles(),
        manifests: records?.manifests ?? [],
        records: records?.others ?? [],
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
        trash: records?.tombstones ?? [],
        now: time.now()
      )
      diagnosis.take(check, of: layout.root)
    }
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
