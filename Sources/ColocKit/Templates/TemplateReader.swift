import Yams

/// Turns the text of a template into nodes, and refuses what YAML allows and a template does not need.
///
/// Refused: tags, anchors and aliases, merge keys, several documents, keys that are no text, keys that stand twice.
enum TemplateReader {
  /// The largest template in bytes; a page of cloud-config has a few thousand.
  static let largest = 256 * 1024
  private static let deepest = 32

  /// Parses a template; throws the first fault.
  static func read(_ text: String) throws(TemplateFault) -> TemplateNode {
    guard text.utf8.count <= largest else { throw TemplateFault(1, "is larger than \(largest) bytes") }
    // The parser is kept until the nodes are converted: it alone holds the anchors.
    let parser: Parser
    let root: Node?
    do {
      parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot()
    } catch let error as YamlError {
      throw fault(of: error)
    } catch { throw TemplateFault(1, "\(error)") }
    guard let root else { throw TemplateFault(1, "is empty") }
    var result: TemplateNode?
    var fault: TemplateFault?
    withExtendedLifetime(parser) {
      do throws(TemplateFault) { result = try node(root, depth: 0) } catch { fault = error }
    }
    if let fault { throw fault }
    guard let result else { throw TemplateFault(1, "is empty") }
    return result
  }

  private static func node(_ node: Node, depth: Int) throws(TemplateFault) -> TemplateNode {
    let line = node.mark?.line ?? 1
    guard depth < deepest else { throw TemplateFault(line, "is nested deeper than \(deepest) levels") }
    guard node.anchor == nil else { throw TemplateFault(line, "anchors and aliases are not allowed") }
    switch node {
    case .alias: throw TemplateFault(line, "anchors and aliases are not allowed")
    case .scalar(let scalar): return try value(of: scalar, line: line)
    case .sequence(let sequence):
      try refuseTag(sequence.tag, line: line)
      var items: [TemplateNode] = []
      for item in sequence { items.append(try Self.node(item, depth: depth + 1)) }
      return .sequence(items, line: line)
    case .mapping(let mapping):
      try refuseTag(mapping.tag, line: line)
      var fields: [TemplateNode.Field] = []
      for (key, value) in mapping {
        let name = try Self.key(key)
        guard !fields.contains(where: { $0.key == name }) else {
          throw TemplateFault(key.mark?.line ?? line, "the key '\(name)' stands twice")
        }
        fields.append(.init(key: name, value: try Self.node(value, depth: depth + 1)))
      }
      return .mapping(fields, line: line)
    }
  }

  private static func key(_ node: Node) throws(TemplateFault) -> String {
    let line = node.mark?.line ?? 1
    guard case .scalar(let scalar) = node else { throw TemplateFault(line, "a key must be a text") }
    guard node.anchor == nil else { throw TemplateFault(line, "anchors and aliases are not allowed") }
    // Yams resolves the tags of keys while it looks for twins: a plain key is marked as a string by now.
    let isResolved = scalar.tag.rawValue == Tag.Name.str.rawValue
    switch try value(of: scalar, line: line, isResolved: isResolved) {
    case .text(let text, _):
      guard text.pieces.count == 1, case .literal(let name) = text.pieces[0] else {
        throw TemplateFault(line, "a key cannot hold a reference; names are replaced in values only")
      }
      return name
    default: throw TemplateFault(line, "the key '\(scalar.string)' is not a text; write it in quotes")
    }
  }

  private static func value(
    of scalar: Node.Scalar,
    line: Int,
    isResolved: Bool = false
  ) throws(TemplateFault) -> TemplateNode {
    if scalar.style == .plain || scalar.style == .any {
      if !isResolved { try refuseTag(scalar.tag, line: line) }
      do throws(PlainScalar.Refusal) {
        if case .constant(let constant) = try PlainScalar.meaning(of: scalar.string) {
          return .constant(constant, line: line)
        }
      } catch { throw TemplateFault(line, error.reason) }
    } else if scalar.tag.rawValue != Tag.Name.str.rawValue {
      // libYAML marks every quoted scalar as a string; any other tag was written by hand.
      throw TemplateFault(line, "the tag \(scalar.tag.rawValue) is not allowed")
    }
    // The text of a literal block begins on the line below its `|`.
    let literal = scalar.style == .literal
    let text = try TemplateText(parsing: scalar.string, line: literal ? line + 1 : line, counted: literal)
    return .text(text, line: line)
  }

  private static func refuseTag(_ tag: Tag, line: Int) throws(TemplateFault) {
    guard tag.rawValue == Tag.Name.implicit.rawValue else {
      throw TemplateFault(line, "the tag \(tag.rawValue) is not allowed")
    }
  }

  private static func fault(of error: YamlError) -> TemplateFault {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      TemplateFault(mark.line, context.map { "\($0.text) begun in line \($0.mark.line), \(problem)" } ?? problem)
    case .duplicatedKeysInMapping(let keys, let context):
      TemplateFault(
        context.mark.line,
        "the key \(keys.sorted().map { "'\($0)'" }.joined(separator: ", ")) stands twice"
      )
    case .reader(let problem, let offset, _, let yaml):
      TemplateFault(yaml.prefix(offset ?? 0).count { $0 == "\n" } + 1, problem)
    default: TemplateFault(1, "\(error)")
    }
  }
}
