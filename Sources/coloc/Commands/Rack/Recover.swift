internal import ArgumentParser
internal import ColocKit

/// `coloc recover`.
struct Recover: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Finish or undo what was interrupted, and bring libvirt back in line after a power cut.",
    discussion: """
      Interrupted commands are finished or undone, domains that libvirt lost are defined again around their disks, \
      deleted ones that came back are removed again, adopted ones get their mark and the copy of their definition back, \
      those of suspended tenants no longer start with the host, and trash past its date is destroyed. What runs and \
      should not is told, not stopped. Can be repeated.
      """
  )

  @Flag(help: "Only say what would be done.")
  var dryRun = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("recover", recovering: false) { rack in
      let recovery = Recovery(rack)
      if dryRun { return try put(try await recovery.plan()) }
      try rack.state.layout.removeStaleTemporaries()
      let report = try await recovery.run()
      for step in report.steps { Terminal.say(step.sentence) }
      if report.steps.isEmpty, report.failures.isEmpty { Terminal.say("nothing to recover") }
      output.put(report.steps.map(\.json), names: report.steps.map(\.name)) { "" }
      try Session.report(report.failures)
    }
  }

  private func put(_ plan: RecoveryReport) throws {
    output.put(plan.steps.map(\.json), names: plan.steps.map(\.name)) {
      guard !plan.steps.isEmpty else { return plan.failures.isEmpty ? "nothing to recover\n" : "" }
      var table = Table(headers: ["NAME", "FOUND", "WHAT"])
      table.rows = plan.steps.map { [$0.name, Self.found($0), $0.words] }
      return table.text(width: Terminal.width)
    }
    try Session.report(plan.failures)
  }

  private static func found(_ step: RecoveryStep) -> String {
    guard let intent = step.intent else { return step.kind.rawValue }
    return "interrupted \(Printable.clean(intent.command)) of \(intent.started)"
  }
}
