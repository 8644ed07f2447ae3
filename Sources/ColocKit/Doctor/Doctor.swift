/// Looks at a rack from all sides, and says what is off and what to type; changes nothing.
///
/// The judgement lies in `Check`s, which ask nothing; here their facts are fetched. What cannot be looked at is a finding
/// of its own and hides nothing else.
public struct Doctor: Sendable {
  let layout: StateLayout
  let state: RackState
  let time: TimeSource
  let local: any LocalExaminer
  /// The rack and its host, or why there is no configuration.
  let subject: Result<Subject, Failure>

  /// A rack and what can be asked of its host.
  struct Subject: Sendable {
    let rack: Rack
    let host: any HostExaminer

    var configuration: Configuration { rack.configuration }
    /// What the host is called.
    var name: String { configuration.host.name }
  }

  /// The doctor of a rack.
  public init(_ rack: Rack, host: any HostExaminer, local: any LocalExaminer) {
    layout = rack.state.layout
    state = rack.state
    time = rack.time
    self.local = local
    subject = .success(Subject(rack: rack, host: host))
  }

  /// The doctor of a rack whose configuration cannot be read: only its files are looked at.
  public init(_ layout: StateLayout, fault: Failure, local: any LocalExaminer, time: TimeSource) {
    self.layout = layout
    state = RackState(layout, command: "coloc doctor")
    self.time = time
    self.local = local
    subject = .failure(fault)
  }

  /// Looks at everything; with `probing` a guest is started to see whether KVM works, which takes some seconds.
  public func examine(probing: Bool = false) async -> Diagnosis {
    for attempt in 1... {
      let before = try? RecordSurvey(state)
      var diagnosis = await lookOnce(before, probing: probing)
      diagnosis.sort()
      // What a command has changed meanwhile would be told as missing or as nobody's.
      if attempt == 3 || diagnosis.findings.isEmpty || before == (try? RecordSurvey(state)) { return diagnosis }
    }
    return Diagnosis()
  }

  private func lookOnce(_ records: RecordSurvey?, probing: Bool) async -> Diagnosis {
    var diagnosis = Diagnosis()
    if records == nil {
      await attempt([.manifestUnreadable, .recordUnreadable], of: layout.root, in: &diagnosis) { _ in
        _ = try RecordSurvey(state)
      }
    }
    await lookAtFiles(records, in: &diagnosis)
    switch subject {
    case .failure(let fault):
      let cure = fault.command ?? "editor \(ShellWord.quoted(layout.configuration))"
      diagnosis.add(Finding(.configUnreadable, layout.configuration, fault.message, cure: cure))
      lookAtCopies(records, domains: nil, in: &diagnosis)
    case .success(let subject):
      diagnosis.take(ConfigurationCheck(), of: layout.configuration)
      await look(at: subject, records, probing: probing, in: &diagnosis)
      diagnosis.ask(subject.configuration.host.uri)
    }
    return diagnosis
  }

  /// Carries out a check whose facts may not come: then that is what was found.
  func attempt(
    _ codes: [FindingCode],
    of object: String,
    in diagnosis: inout Diagnosis,
    _ body: (inout Diagnosis) async throws -> Void
  ) async {
    do {
      try await body(&diagnosis)
    } catch {
      let failure = error as? Failure
      let names = codes.prefix(3).map(\.rawValue).joined(separator: ", ") + (codes.count > 3 ? ", …" : "")
      let message = "could not look for \(names): \(failure?.message ?? "\(error)")"
      diagnosis.add(Finding(.checkFailed, object, message, cure: failure?.command ?? "coloc doctor"))
    }
  }
}

/// coloc.yaml could be read: there is nothing else to judge about it here.
private struct ConfigurationCheck: Check {
  static let codes: [FindingCode] = [.configUnreadable]
  var findings: [Finding] { [] }
}
