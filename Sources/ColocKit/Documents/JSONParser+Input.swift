extension JSONParser {
  /// Refuses what is no UTF-8 text, with the line: a byte order mark (RFC 8259 section 8.1), the zero bytes that a file
  /// torn by a power cut ends in, a damaged sequence.
  static func checkText(_ bytes: [UInt8]) throws(SyntaxFault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw SyntaxFault(line: 1, reason: "the file begins with a byte order mark; save it as plain UTF-8")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw SyntaxFault(line: lines(in: bytes[..<zero]), reason: "the file holds zero bytes; it was torn or is no text")
    }
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { if scalar == "\n" { line += 1 } }
    throw SyntaxFault(line: line, reason: "the line is not UTF-8")
  }

  private static func lines(in bytes: ArraySlice<UInt8>) -> Int {
    1 + bytes.count { $0 == UInt8(ascii: "\n") }
  }

  /// Makes a fault at the line that was reached.
  func fault(_ reason: String) -> SyntaxFault { SyntaxFault(line: line, reason: reason) }

  /// The next byte.
  func peek() throws(SyntaxFault) -> UInt8 {
    guard position < bytes.count else { throw fault("the file ends in the middle; it was torn") }
    return bytes[position]
  }

  /// Steps over a byte if it is the next one.
  mutating func take(_ byte: UInt8) throws(SyntaxFault) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  /// Steps over space and counts lines; nothing but space holds line ends.
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }
}
