/// What a text must not hold before cloud-init's YAML reader sees it.
///
/// JSON escapes would carry these characters unharmed, but a host name or a key that holds one is an attack or an
/// accident, and PyYAML stops at the noncharacters even where they stand raw (YAML 1.1, `c-printable`).
enum CloudText {
  /// Says which character is refused, or nil; newline and tab pass where `allowingLines` says so.
  static func fault(in text: String, allowingLines: Bool) -> String? {
    for scalar in text.unicodeScalars where isRefused(scalar) {
      if allowingLines, scalar == "\n" || scalar == "\t" { continue }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "holds the character U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }
    return nil
  }

  /// The first fault of any text inside a value; lines are allowed there.
  static func fault(in value: JSONValue) -> String? {
    switch value {
    case .null, .bool, .int: nil
    case .string(let text): fault(in: text, allowingLines: true)
    case .array(let items): items.lazy.compactMap { fault(in: $0) }.first
    case .object(let fields):
      fields.lazy.compactMap { fault(in: $0.key, allowingLines: false) ?? fault(in: $0.value) }.first
    }
  }

  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xFEFF: true
    // The last two code points of every plane are no characters.
    case let value: value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
    }
  }
}
