import Yams

extension Fault {
  /// What libyaml says about a document that it cannot read.
  init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let around = context.map { " (\($0.text), line \($0.mark.line))" } ?? ""
      self.init(path: "", line: mark.line, reason: problem + around)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.joined(separator: ", ")
      self.init(path: duplicates.first ?? "", line: context.mark.line, reason: "a key stands twice: \(names)")
    case .reader(let problem, let offset, _, let text):
      let before = text.prefix(offset ?? 0)
      self.init(path: "", line: 1 + before.count(where: \.isNewline), reason: problem)
    default:
      self.init(path: "", line: 1, reason: "the YAML parser says: \(error)")
    }
  }
}
