/// A tag of a mustache template, found before the engine sees it: the engine renders an unknown name as nothing.
struct MessageTag: Equatable {
  /// The kinds of tag that a message may have.
  enum Kind: Equatable {
    case value
    case section
    case inverted
    case end
    case comment
    case contentType
  }

  let kind: Kind
  let name: String
  let line: Int

  /// Finds all tags; throws at one that a message must not have: unescaped values, partials, blocks, other delimiters,
  /// transforms, and what is not closed.
  static func all(in text: String) throws(TemplateFault) -> [MessageTag] {
    var tags: [MessageTag] = []
    var line = 1
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      line += rest[..<open.lowerBound].count { $0.isNewline }
      let inside = rest[open.upperBound...]
      guard let close = inside.firstRange(of: "}}") else { throw TemplateFault(line, "'{{' is never closed by '}}'") }
      let content = inside[..<close.lowerBound]
      tags.append(try MessageTag(content, line: line))
      line += content.count { $0.isNewline }
      rest = inside[close.upperBound...]
    }
    return tags
  }

  private init(_ content: Substring, line: Int) throws(TemplateFault) {
    self.line = line
    let first = content.first ?? " "
    switch first {
    case "#": kind = .section
    case "^": kind = .inverted
    case "/": kind = .end
    case "!":
      (kind, name) = (.comment, "")
      return
    case "%": kind = .contentType
    default: kind = .value
    }
    let body = kind == .value ? content : content.dropFirst()
    let name = String(body.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard kind == .contentType || name == "." || Self.isName(name) else {
      throw TemplateFault(line, "{{\(content)}} is not allowed; write {{name}}, {{#name}}, {{^name}} or {{/name}}")
    }
    self.name = name
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || $0 == 0x5F || (48...57).contains($0) }
  }
}
