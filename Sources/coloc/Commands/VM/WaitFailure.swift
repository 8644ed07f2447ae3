internal import ColocKit

/// A wait that ran out: which stage is stuck, and the last words of the console.
enum WaitFailure {
  /// After `vm create`: the VM stays, something is to be looked at (2).
  static func partly(_ name: VMName, _ stuck: String, _ report: ReadinessReport, command: String) -> Failure {
    Failure(
      .partly,
      "\(name) was created and is not ready after \(report.seconds) s: \(words(stuck))",
      hints: lastWords(report) + ["wait longer: coloc \(command)", "look: coloc vm console \(name)"]
    )
  }

  /// After `vm wait` (69).
  static func ranOut(_ name: VMName, _ stuck: String, _ report: ReadinessReport) -> Failure {
    Failure(
      .unreachable,
      "\(name) is not there after \(report.seconds) s: \(words(stuck))",
      hints: lastWords(report) + ["look: coloc vm console \(name)"]
    )
  }

  /// What is missing is the name of a stage, or a sentence of its own.
  private static func words(_ stuck: String) -> String { Stage(rawValue: stuck) == nil ? stuck : "stuck at \(stuck)" }

  private static func lastWords(_ report: ReadinessReport) -> [String] {
    report.console.isEmpty
      ? ["the serial console said nothing"] : ["last lines of the serial console:"] + report.console.map { "| \($0)" }
  }
}
