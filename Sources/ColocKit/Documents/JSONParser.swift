/// A strict JSON parser (RFC 8259) that keeps lines and duplicate keys; docs/decisions/0004 says why there is one.
///
/// One fault of syntax ends the reading; what the fields mean is `RecordReader`'s work.
struct JSONParser {
  /// The largest document, in bytes: far more than a manifest with a hundred VMs.
  static let largest = 16 << 20
  /// The deepest nesting: a manifest has five levels.
  static let deepest = 64

  /// What is wrong, and where.
  struct SyntaxFault: Error {
    let line: Int
    let reason: String
  }

  let bytes: [UInt8]
  var position = 0
  var line = 1

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Parses a whole document.
  ///
  /// - Throws: `InvalidDocument` with the one fault of syntax.
  static func parse(_ bytes: [UInt8], file: String) throws(InvalidDocument) -> DocumentNode {
    do throws(SyntaxFault) {
      guard bytes.count <= largest else { throw SyntaxFault(line: 1, reason: "the file is larger than 16 MiB") }
      try checkText(bytes)
      var parser = JSONParser(bytes)
      return try parser.document()
    } catch {
      throw InvalidDocument(file: file, faults: [Fault(path: "", line: error.line, reason: error.reason)])
    }
  }

  private mutating func document() throws(SyntaxFault) -> DocumentNode {
    skipSpace()
    guard position < bytes.count else { throw fault("the file is empty") }
    let node = try value(depth: 1)
    skipSpace()
    guard position == bytes.count else { throw fault("something follows the end of the document") }
    return node
  }

  mutating func value(depth: Int) throws(SyntaxFault) -> DocumentNode {
    guard depth <= Self.deepest else { throw fault("nested deeper than \(Self.deepest) levels") }
    let start = line
    switch try peek() {
    case UInt8(ascii: "{"): return DocumentNode(.object(try members(depth: depth)), line: start)
    case UInt8(ascii: "["): return DocumentNode(.array(try elements(depth: depth)), line: start)
    case UInt8(ascii: "\""): return DocumentNode(.string(try string()), line: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return DocumentNode(try number(), line: start)
    default: return DocumentNode(try word(), line: start)
    }
  }

  private mutating func members(depth: Int) throws(SyntaxFault) -> [DocumentNode.Member] {
    var members: [DocumentNode.Member] = []
    position += 1
    skipSpace()
    if try take(UInt8(ascii: "}")) { return members }
    while true {
      guard try peek() == UInt8(ascii: "\"") else { throw fault("a name in quotes must stand here") }
      let start = line
      let key = try string()
      skipSpace()
      guard try take(UInt8(ascii: ":")) else { throw fault("a colon must follow the name") }
      skipSpace()
      members.append(DocumentNode.Member(key: key, line: start, value: try value(depth: depth + 1)))
      skipSpace()
      if try take(UInt8(ascii: "}")) { return members }
      guard try take(UInt8(ascii: ",")) else { throw fault("a comma or } must stand here") }
      skipSpace()
    }
  }

  private mutating func elements(depth: Int) throws(SyntaxFault) -> [DocumentNode] {
    var elements: [DocumentNode] = []
    position += 1
    skipSpace()
    if try take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if try take(UInt8(ascii: "]")) { return elements }
      guard try take(UInt8(ascii: ",")) else { throw fault("a comma or ] must stand here") }
      skipSpace()
    }
  }

  private mutating func word() throws(SyntaxFault) -> DocumentNode.Content {
    let words: [(String, DocumentNode.Content)] = [("null", .null), ("true", .bool(true)), ("false", .bool(false))]
    for (word, content) in words where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return content
    }
    throw fault("a value must stand here: a text in quotes, a number, true, false, null, a list or an object")
  }
}
