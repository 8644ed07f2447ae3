extension JSONParser {
  /// A number (RFC 8259 section 6); what is no whole number of 64 bits is kept as it is written.
  mutating func number() throws(SyntaxFault) -> DocumentNode.Content {
    let start = position
    var whole = true
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let leadingZero = position < bytes.count && bytes[position] == UInt8(ascii: "0")
    guard digits() > 0 else { throw fault("a digit must follow the minus sign") }
    let sign = bytes[start] == UInt8(ascii: "-") ? 1 : 0
    if leadingZero, position - start - sign > 1 { throw fault("a number must not begin with 0") }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      whole = false
      position += 1
      guard digits() > 0 else { throw fault("a digit must follow the point") }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      whole = false
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      guard digits() > 0 else { throw fault("a digit must follow the exponent sign") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if whole, let value = Int64(text) { return .int(value) }
    return .number(text)
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    return position - start
  }

  /// A text (RFC 8259 section 7); control characters must be escaped and surrogates must come in pairs.
  mutating func string() throws(SyntaxFault) -> String {
    var text: [UInt8] = []
    position += 1
    while true {
      let byte = try peek()
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escaped()).utf8)
      case 0..<0x20: throw fault("a text holds a line end or control character; a quote is missing, or write \\n")
      default: text.append(byte)
      }
    }
  }

  private mutating func escaped() throws(SyntaxFault) -> Unicode.Scalar {
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw fault("an unknown escape follows a backslash")
    }
  }

  private mutating func unicodeEscape() throws(SyntaxFault) -> Unicode.Scalar {
    let high = try fourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let rest = bytes[position...]
    guard (0xD800..<0xDC00).contains(high), rest.starts(with: "\\u".utf8) else { throw fault("half a surrogate pair") }
    position += 2
    let low = try fourDigits()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    else { throw fault("half a surrogate pair") }
    return scalar
  }

  private mutating func fourDigits() throws(SyntaxFault) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw fault("four hexadecimal digits must follow \\u")
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}
