/// What YAML 1.1 makes of an unquoted scalar (yaml.org/type), as far as coloc follows it.
///
/// The words are those of PyYAML, which cloud-init reads with. Octal, binary and base 60 are recognised and not
/// converted: `0644` and `12:30` are hardly ever meant as numbers.
enum YAMLScalar {
  static func content(of text: String) -> DocumentNode.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", ".nan", ".NaN", ".NAN": return .number(text)
    default: break
    }
    let bare = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    guard let first = bare.utf8.first, isDigit(first) || first == UInt8(ascii: ".") else { return .string(text) }
    if bare == "0" || (bare.utf8.allSatisfy(isDigit) && first != UInt8(ascii: "0")), let value = Int64(text) {
      return .int(value)
    }
    return isNumber(bare) ? .number(text) : .string(text)
  }

  /// Whether digits, with what may stand between them in a number of YAML 1.1, fill the text.
  private static func isNumber(_ text: Substring) -> Bool {
    if text.hasPrefix("0x") || text.hasPrefix("0b") {
      return text.dropFirst(2).utf8.allSatisfy { isDigit($0) || (97...102).contains($0 | 0x20) || $0 == 0x5F }
    }
    if text.contains(":") {
      return text.split(separator: ":", omittingEmptySubsequences: false).allSatisfy {
        (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit)
      }
    }
    guard text.utf8.contains(where: isDigit), text.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 1 else {
      return false
    }
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard (1...2).contains(parts.count) else { return false }
    let mantissa = parts[0].utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
    guard parts.count == 2 else { return mantissa && !text.hasSuffix("e") && !text.hasSuffix("E") }
    let exponent = parts[1].first.map { "+-".contains($0) } == true ? parts[1].dropFirst() : parts[1]
    return mantissa && !exponent.isEmpty && exponent.utf8.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
