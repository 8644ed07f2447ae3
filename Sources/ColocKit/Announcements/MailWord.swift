internal import Foundation

/// Words in a mail's header: ASCII as it is, everything else as encoded words (RFC 2047).
enum MailWord {
  /// A text behind `NAME: `, folded so that no line has more than 78 characters; controls are gone.
  static func unstructured(_ text: String, after name: String) -> String {
    let clean = Printable.clean(text)
    let room = 78 - name.utf8.count - 2
    let isPlain = clean.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    if isPlain, clean.utf8.count <= room, !clean.contains("=?") { return "\(name): \(clean)" }
    return "\(name): \(encoded(clean, after: name).joined(separator: "\n "))"
  }

  /// A display name (RFC 5322, section 3.4): as an encoded word as soon as it holds more than letters and spaces.
  static func phrase(_ name: String, after header: String) -> String {
    let clean = Printable.clean(name)
    guard !clean.isEmpty else { return "" }
    let isPlain =
      clean.utf8.count <= 60
      && clean.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x20 } && clean.first != " " && clean.last != " "
    return isPlain ? clean : encoded(clean, after: header).joined(separator: "\n ")
  }

  /// Encoded words, none in a line of more than 76 characters; none cuts a character in two (section 5).
  private static func encoded(_ text: String, after name: String) -> [String] {
    // 76 less `=?UTF-8?B?`, `?=` and the space in front leaves 63: 15 groups of base64, 45 bytes; behind a name fewer.
    let first = (76 - name.utf8.count - 2 - 12) / 4 * 3
    var chunks: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      let room = chunks.count == 1 ? first : 45
      if chunks[chunks.count - 1].count + bytes.count > room { chunks.append([]) }
      chunks[chunks.count - 1] += bytes
    }
    return chunks.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
