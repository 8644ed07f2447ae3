/// A text as quoted-printable (RFC 2045, section 6.7): lines end in a newline and have at most 76 characters.
enum QuotedPrintable {
  /// Encodes a text.
  static func encode(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
  }

  private static func line(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var result = ""
    var width = 0
    // A mailbox file would change "From" at the beginning, careless SMTP a dot.
    let isFragile = text.hasPrefix("From ") || text.hasPrefix(".")
    for (index, byte) in bytes.enumerated() {
      let isLast = index == bytes.count - 1
      let token = token(byte, isFragile: index == 0 && isFragile || isLast && byte == 0x20)
      // The soft line end is a character too.
      if width + token.utf8.count > (isLast ? 76 : 75) {
        result += "=\n"
        width = 0
      }
      result += token
      width += token.utf8.count
    }
    return result
  }

  /// One byte; a fragile one is encoded although it need not be: a space at a line's end would be lost.
  private static func token(_ byte: UInt8, isFragile: Bool) -> String {
    let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    if isPlain, !isFragile { return String(Unicode.Scalar(byte)) }
    let digits = String(byte, radix: 16, uppercase: true)
    return "=" + (digits.count == 1 ? "0" : "") + digits
  }
}
