internal import ColocKit

/// What became of one VM, image, tenant or rack: a word for scripts, a line for people.
struct Done: Sendable {
  /// The words that `--json` has; an interface.
  enum Outcome: String, CaseIterable {
    case started, runsAlready, stopped, offAlready, restarted, leftOff, killed, trashed, restored, purged, removed,
      refused
  }

  let outcome: Outcome
  let words: String

  init(_ outcome: Outcome, _ words: String) {
    self.outcome = outcome
    self.words = words
  }

  /// Says the line, and prints the only item where a program asks.
  func put(_ name: String, _ output: OutputOptions) {
    Terminal.say(words)
    output.put([Self.json(name, .success(self))], names: [name]) { "" }
  }

  /// The item of an acting verb's `--json`.
  static func json(_ name: String, _ result: Result<Done, any Error>) -> JSONValue {
    var fields: [String: JSONValue] = ["name": .string(name), "error": .null]
    switch result {
    case .success(let done): fields["outcome"] = .string(done.outcome.rawValue)
    case .failure(let error):
      fields["outcome"] = .string("failed")
      fields["error"] = .string((error as? Failure)?.message ?? "\(error)")
    }
    return .object(fields)
  }
}
