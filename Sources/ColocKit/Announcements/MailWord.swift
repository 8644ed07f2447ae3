internal import Foundation

/// Words in a mail's header: ASCII as it is, everything else as encoded words (RFC 2047).
enum MailWord {
  /// A text behind `NAME: `, folded so that no line has more than 78 characters; controls are gone.
  static func unstructured(_ text: String, after name: String) -> String {
    let clean = Printable.clean(text)
    let room = 78 - name.utf8.count - 2
    let isPlain = clean.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    if isPlain, clean.utf8.count <= room, !clean.contains("=?") { return "\(name): \(clean)" }
    return "\(name): \(encoded(clean).joined(separator: "\n "))"
  }

  /// A display name (RFC 5322, section 3.4): as an encoded word as soon as it holds more than letters and spaces.
  static func phrase(_ name: String) -> String {
    let clean = Printable.clean(name)
    let isPlain =
      !clean.isEmpty && clean.utf8.count <= 60
      && clean.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x20 } && clean.first != " " && clean.last != " "
    return isPlain ? clean : encoded(clean).joined(separator: "\n ")
  }

  /// Encoded words of at most 75 characters; none cuts a character in two (section 5).
  private static func encoded(_ text: String) -> [String] {
    // 75 less `=?UTF-8?B?` and `?=` leaves 63: 15 groups of base64, 45 bytes.
    var chunks: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if chunks[chunks.count - 1].count + bytes.count > 45 { chunks.append([]) }
      chunks[chunks.count - 1] += bytes
    }
    return chunks.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
