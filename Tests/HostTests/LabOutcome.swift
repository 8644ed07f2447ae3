/// How a program ended that a host test ran.
struct LabOutcome: Sendable, CustomStringConvertible {
  /// The exit status; 128 + N after signal N, as shells say it.
  let status: Int32
  let stdout: String
  let stderr: String
  /// Whether the time ran out and the program was killed.
  let isTimedOut: Bool

  var description: String {
    "status \(status)\(isTimedOut ? " (time ran out)" : "")\nstdout: \(stdout)\nstderr: \(stderr)"
  }
}
