/// Templates on disk that coloc refuses to believe or cannot read.
struct TemplateCheck: Check {
  static let codes: [FindingCode] = [.templateUntrusted]

  /// What is wrong, by the template's name.
  let faults: [String: Failure]
  let directory: String

  var findings: [Finding] {
    faults.sorted { $0.key < $1.key }.map { name, failure in
      let cure = failure.hints.first { $0.contains("chown") || $0.contains("chmod") }
      let path = "\(directory)/\(name)"
      return Finding(.templateUntrusted, name, failure.message, cure: cure ?? "editor \(ShellWord.quoted(path))")
    }
  }
}
