import Yams

/// The YAML front end over libyaml, by Yams; lines are those of the file.
struct YAMLParser {
  /// The largest document, in bytes.
  static let largest = 1 << 20

  private var faults: [Fault] = []

  /// Parses a whole document.
  ///
  /// - Throws: `InvalidDocument` with one fault of syntax, or with every anchor, tag and key that is no text.
  static func parse(_ bytes: [UInt8], file: String) throws(InvalidDocument) -> DocumentNode {
    do {
      guard bytes.count <= largest else {
        throw JSONParser.SyntaxFault(line: 1, reason: "the file is larger than 1 MiB")
      }
      try JSONParser.checkText(bytes)
      // The basic resolver leaves scalars as they are and saves the compilation of seven regular expressions.
      let parser = try Parser(yaml: String(decoding: bytes, as: UTF8.self), resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return DocumentNode(.object([]), line: 1) }
      // A node holds its anchor weakly: the parser must outlive the conversion.
      return try withExtendedLifetime(parser) {
        var own = YAMLParser()
        let node = own.node(root, path: "")
        guard own.faults.isEmpty else { throw InvalidDocument(file: file, faults: own.faults) }
        return node
      }
    } catch let error as InvalidDocument {
      throw error
    } catch let error as JSONParser.SyntaxFault {
      throw InvalidDocument(file: file, faults: [Fault(path: "", line: error.line, reason: error.reason)])
    } catch {
      throw InvalidDocument(file: file, faults: [Fault(error)])
    }
  }

  private mutating func node(_ node: Node, path: String) -> DocumentNode {
    let line = node.mark?.line ?? 1
    if node.anchor != nil {
      faults.append(Fault(path: path, line: line, reason: "anchors and aliases are not used here; write the value out"))
      return DocumentNode(.null, line: line)
    }
    switch node {
    case .scalar(let scalar): return self.scalar(scalar, path: path, line: line)
    case .sequence(let sequence):
      check(sequence.tag, path: path, line: line)
      let elements = sequence.enumerated().map { self.node($0.element, path: "\(path)[\($0.offset)]") }
      return DocumentNode(.array(elements), line: line)
    case .mapping(let mapping):
      check(mapping.tag, path: path, line: line)
      return DocumentNode(.object(mapping.compactMap { member($0, $1, of: path) }), line: line)
    case .alias: return DocumentNode(.null, line: line)
    }
  }

  private mutating func member(_ key: Node, _ value: Node, of path: String) -> DocumentNode.Member? {
    let line = key.mark?.line ?? 1
    guard case .scalar(let name) = key, key.anchor == nil else {
      faults.append(Fault(path: path, line: line, reason: "a key must be a plain word"))
      return nil
    }
    check(name.tag, path: path, line: line)
    let child = path.isEmpty ? name.string : "\(path).\(name.string)"
    let content = node(value, path: child)
    // What a block lacks is looked for beside its key, not beside its first line.
    guard case .scalar = value else {
      return DocumentNode.Member(key: name.string, line: line, value: DocumentNode(content.content, line: line))
    }
    return DocumentNode.Member(key: name.string, line: line, value: content)
  }

  private mutating func scalar(_ scalar: Node.Scalar, path: String, line: Int) -> DocumentNode {
    check(scalar.tag, path: path, line: line)
    guard scalar.style == .plain else { return DocumentNode(.string(scalar.string), line: line) }
    return DocumentNode(YAMLScalar.content(of: scalar.string), line: line, plain: scalar.string)
  }

  /// Quoted scalars carry the tag of a text; everything else that is not implicit was typed with `!`.
  private mutating func check(_ tag: Tag, path: String, line: Int) {
    // By their names: making a Tag to compare with compiles the default resolver's regular expressions, 1 ms at each start.
    let implied = [Tag.Name.implicit.rawValue, Tag.Name.str.rawValue]
    guard !implied.contains(tag.rawValue) else { return }
    faults.append(Fault(path: path, line: line, reason: "the tag \(tag) is not used here"))
  }
}
