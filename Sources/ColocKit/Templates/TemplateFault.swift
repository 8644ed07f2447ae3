/// A mistake in a template, at a line of the template's own.
struct TemplateFault: Error, Equatable {
  /// The line, counted from 1.
  let line: Int
  /// What is wrong, and what to write instead.
  let reason: String

  init(_ line: Int, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  /// The failure that reaches the owner: `FILE:LINE: reason`.
  func failure(in file: String) -> Failure {
    Failure(.invalidFile, Printable.clean("\(file):\(line): \(reason)"))
  }
}
