/// What a plain (unquoted) scalar of a template means.
///
/// cloud-init reads YAML 1.1, most people mean YAML 1.2 (core schema, section 10.3.2). Where both agree the value is
/// taken: null, true, false, decimal numbers, texts. Where they differ (`yes`, `0644`, `12:30`, dates) and where JSON
/// as coloc writes it has no such value (fractions), the template has to say it by quotes or in another form.
enum PlainScalar {
  /// A value on which both readers agree.
  enum Meaning: Equatable {
    case constant(JSONValue)
    case text
  }

  /// Resolves a plain scalar; throws the reason why it has to be quoted.
  static func meaning(of text: String) throws(Refusal) -> Meaning {
    switch text {
    case "", "~", "null", "Null", "NULL": return .constant(.null)
    case "true", "True", "TRUE": return .constant(.bool(true))
    case "false", "False", "FALSE": return .constant(.bool(false))
    case "<<": throw Refusal(reason: "a merge key is not allowed")
    case "=": throw Refusal(reason: "'=' must be quoted")
    default: break
    }
    let lower = text.lowercased()
    if ["yes", "no", "on", "off", "y", "n"].contains(lower) {
      throw Refusal(
        reason: "'\(text)' is a truth value to some readers and a text to others; write true, false or quotes"
      )
    }
    guard isNumberLike(lower) else { return .text }
    if isDecimal(text) {
      guard let number = Int64(text) else { throw Refusal(reason: "the number \(text) is too large; write quotes") }
      return .constant(.int(number))
    }
    throw Refusal(reason: "'\(text)' is a number, a time or a date to some readers; write it in quotes")
  }

  /// Why a scalar is refused.
  struct Refusal: Error, Equatable { let reason: String }

  /// A decimal integer without leading zero, as both schemas read it.
  private static func isDecimal(_ text: String) -> Bool {
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
      && (digits == "0" || digits.first != "0")
  }

  /// Whether YAML 1.1 or 1.2 might see anything but a text: integers in any base, fractions, sexagesimals, dates.
  ///
  /// Wider than both: a digit (behind a sign or a dot) and then only what numbers and dates are made of.
  private static func isNumberLike(_ lower: String) -> Bool {
    if [".inf", "-.inf", "+.inf", ".nan"].contains(lower) { return true }
    let unsigned = lower.first == "-" || lower.first == "+" ? lower.dropFirst() : lower[...]
    let bare = unsigned.first == "." ? unsigned.dropFirst() : unsigned
    guard let first = bare.utf8.first, (48...57).contains(first) else { return false }
    if bare.hasPrefix("0x") { return bare.dropFirst(2).allSatisfy { $0.isHexDigit || $0 == "_" } }
    if bare.hasPrefix("0o") || bare.hasPrefix("0b") {
      return bare.dropFirst(2).allSatisfy { $0.isNumber || $0 == "_" }
    }
    // An IPv4 address or a version of three numbers has several dots and is a text to every reader.
    guard bare.count(where: { $0 == "." }) <= 1 else { return false }
    return bare.utf8.allSatisfy { (48...57).contains($0) || "_.:+-etz ".utf8.contains($0) }
  }
}
