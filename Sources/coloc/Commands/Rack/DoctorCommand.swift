internal import ArgumentParser
internal import ColocKit

/// `coloc doctor`.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at the rack from all sides; say what is off and what to type.",
    discussion: """
      Looks at the host, pool, network, filters, files, VMs, images and what is around them, and changes nothing. \
      What it finds has a stable code, explained in docs/DOCTOR.md, and a command that mends it. \
      Exit code 2 when something is off. For cron: coloc doctor --quiet.
      """
  )

  @Option(help: "How to print: table or json.")
  var format: OutputFormat = .table

  @Flag(help: "The same as --format json; what is fine stands there too.")
  var json = false

  @Flag(name: .shortAndLong, help: "Not a word when all is well.")
  var quiet = false

  @Flag(help: "Start a tiny guest to see whether KVM works now; takes seconds.")
  var probe = false

  func run() async throws {
    try await Session.examine { doctor in
      let diagnosis = await doctor.examine(probing: probe)
      let isWell = diagnosis.findings.isEmpty
      if json || format == .json {
        if !quiet || !isWell { Terminal.put(Document.text(diagnosis.items.map(\.json))) }
      } else {
        Terminal.put(diagnosis.findings.map { FindingLines($0).text }.joined())
      }
      guard isWell else { throw Failure(.partly, Self.summary(diagnosis)) }
      if !quiet { Terminal.say("all is well: \(diagnosis.items.count) things looked at") }
    }
  }

  static func summary(_ diagnosis: Diagnosis) -> String {
    let counts = [(Finding.Severity.error, "error"), (.warning, "warning")].compactMap { severity, noun -> String? in
      let count = diagnosis.count(severity)
      return count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    return "\(counts.joined(separator: ", ")), \(diagnosis.count(.ok)) things are well"
  }
}
