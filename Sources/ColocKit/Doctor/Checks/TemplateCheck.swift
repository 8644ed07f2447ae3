/// Templates on disk that coloc refuses to believe or cannot read.
struct TemplateCheck: Check {
  static let codes: [FindingCode] = [.templateUntrusted]

  /// What is wrong, by the template's name.
  let faults: [String: Failure]
  let directory: String

  var findings: [Finding] {
    faults.sorted { $0.key < $1.key }.map { name, failure in
      let path = "\(directory)/\(name)"
      return Finding(
        .templateUntrusted,
        name,
        failure.message,
        cure: failure.command ?? "editor \(ShellWord.quoted(path))"
      )
    }
  }
}
