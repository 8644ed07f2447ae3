extension Recovery {
  /// Goes on with a resize: the manifest ends with what the domain has. Nothing is undone, no disk shrinks.
  func endResize(_ live: LiveIntent) async throws -> RecoveryStep {
    guard let vm = live.intent.vm, let tenant = live.intent.tenant, let recorded = try record(of: live.intent) else {
      return try drop(live)
    }
    let fields = SizeField.allCases.filter { $0.number(in: vm) != $0.number(in: recorded) }
    var words = "has its new sizes"
    if !fields.isEmpty {
      if recorded.adoption != nil { try await markAgain(recorded, of: tenant) }
      // Without a copy of its definition an adopted VM that libvirt lost cannot be made again: it keeps what is recorded.
      guard try await rack.isDefined(recorded) || hasForm(recorded) else { return try drop(live) }
      if try await !rack.isDefined(recorded) { try await rack.ensureDefined(recorded) }
      let end = try await rack.finishResize(vm, of: tenant, Set(fields))
      words += ": " + fields.filter { !end.missed.contains($0) }.map { $0.words(in: vm) }.joined(separator: ", ")
      if let refusal = end.refusal {
        let kept = fields.filter(end.missed.contains).map { $0.words(in: recorded) }.joined(separator: ", ")
        words = "keeps \(kept): \(refusal.message)"
      }
    }
    return try finish(live, words)
  }

  /// Whether a VM's domain can be made again.
  func hasForm(_ vm: VMRecord) throws -> Bool {
    try vm.adoption == nil || hasCopy(of: vm)
  }

  /// Has libvirt follow an edit that the manifest has; one that it has not never began.
  func endEdit(_ live: LiveIntent) async throws -> RecoveryStep {
    guard let vm = live.intent.vm, let recorded = try record(of: live.intent), recorded.title == vm.title else {
      return try drop(live)
    }
    if recorded.adoption != nil, let tenant = live.intent.tenant { try await markAgain(recorded, of: tenant) }
    try await rack.showTitle(of: recorded)
    return try finish(live, "has its new title in libvirt too")
  }

  /// The record that an operation changes, as its manifest has it now; nil when the VM is gone from there.
  func record(of intent: Intent) throws -> VMRecord? {
    guard let tenant = intent.tenant, let vm = intent.vm else { return nil }
    return try rack.manifests.read(tenant)?.vms.first { $0.uuid == vm.uuid }
  }
}
