/// A parsed scalar: literal text and references `${name}` in turn; `$${` stands for a literal `${`.
struct TemplateText: Sendable, Equatable {
  /// A piece of the scalar.
  enum Piece: Sendable, Equatable {
    case literal(String)
    case reference(String, line: Int)
  }

  let pieces: [Piece]

  /// The reference, when the scalar is one and nothing else.
  var soleReference: String? {
    guard pieces.count == 1, case .reference(let name, _) = pieces[0] else { return nil }
    return name
  }

  /// Finds the references in a scalar whose first line of text is `line`; `counted` says that each newline in the
  /// text is a line of the file (a literal block), so that a fault names the right one.
  init(parsing text: String, line: Int, counted: Bool) throws(TemplateFault) {
    var pieces: [Piece] = []
    var literal = ""
    var line = line
    var rest = text[...]
    while let character = rest.first {
      if rest.hasPrefix("$${") {
        literal += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        let inside = rest.dropFirst(2)
        guard let end = inside.firstIndex(of: "}"), Self.isName(inside[..<end]) else {
          throw TemplateFault(line, "'${' opens a reference that is not like ${name}; write $${ for the characters")
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = ""
        pieces.append(.reference(String(inside[..<end]), line: line))
        rest = inside[inside.index(after: end)...]
      } else {
        if counted, character == "\n" { line += 1 }
        literal.append(character)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty || pieces.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  /// Whether a text is a name: `^[a-z][a-z0-9_]*$`.
  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 0x5F }
  }
}
