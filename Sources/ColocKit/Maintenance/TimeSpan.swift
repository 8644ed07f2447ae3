/// A length of time as it is typed: `90m`, `2h`, `1h30m`, `1d`, `45s`.
public struct TimeSpan: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a length of time"

  /// Whole seconds, 1 or more.
  public let seconds: Int

  /// Makes a length of `seconds`, which is 1 or more.
  public init(seconds: Int) { self.seconds = max(1, seconds) }

  /// Parses numbers with the units `d`, `h`, `m`, `s`, each at most once and the larger first; at most 31 days.
  public init(parsing text: String) throws(ParseFault) {
    let units: [(Character, Int)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    var rest = text[...]
    var total = 0
    for (unit, factor) in units {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 7, rest.dropFirst(digits.count).first == unit, let count = Int(digits)
      else { continue }
      total += count * factor
      rest = rest.dropFirst(digits.count + 1)
    }
    guard rest.isEmpty, !text.isEmpty else { throw Self.fault(text, "is not written like 2h, 90m or 1h30m") }
    guard (1...31 * 86_400).contains(total) else { throw Self.fault(text, "is not between 1s and 31d") }
    seconds = total
  }

  /// The shortest way to type it.
  public var description: String {
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }

  /// Orders by length.
  public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
}
