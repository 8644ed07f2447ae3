/// Why a file is no image that coloc takes, as the end of a sentence, and what to do about it.
struct ImageFault: Error, Equatable {
  let reason: String
  let hint: String?

  init(_ reason: String, _ hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }

  func failure(about path: String) -> Failure {
    Failure(.invalidFile, Printable.clean("\(path) \(reason)"), hints: hint.map { [$0] } ?? [])
  }
}
