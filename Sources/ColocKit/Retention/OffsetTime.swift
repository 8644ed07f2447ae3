/// A moment as other programs write it (ISO 8601, RFC 3339): to the minute or finer, with `Z` or its offset from UTC.
public struct OffsetTime: Parsed {
  /// What such a value is called.
  public static let noun = "a time"

  /// The moment, cut to the second.
  public let moment: Timestamp

  /// The same moment, in this form.
  public init(_ moment: Timestamp) { self.moment = moment }

  /// Parses `2026-11-02T21:15:00+01:00`, `2026-11-02T20:15:00Z`, `2026-11-02T20:15Z`; the years are 1970 to 2999.
  public init(parsing text: String) throws(ParseFault) {
    var text8 = Array(text.utf8)[...]
    guard let seconds = Self.seconds(&text8), let offset = Self.offset(&text8), text8.isEmpty else {
      throw Self.fault(text, "is not written like 2026-11-02T20:15:00Z or 2026-11-02T21:15:00+01:00, or is none")
    }
    moment = Timestamp(seconds: seconds - offset)
  }

  /// The moment in UTC; the same as `Timestamp.description`, in a fiftieth of its time.
  public var description: String {
    let day = moment.seconds.dividedDown(by: 86_400)
    let rest = moment.seconds - day * 86_400
    let date = CivilDate(day: day)
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { Self.digits($0, 2) }.joined(separator: ":")
    let parts = [Self.digits(date.year, 4), Self.digits(date.month, 2), Self.digits(date.dayOfMonth, 2)]
    return "\(parts.joined(separator: "-"))T\(clock)Z"
  }

  private static func digits(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func seconds(_ text: inout ArraySlice<UInt8>) -> Int64? {
    guard let year = number(&text, 4), take("-", &text), let month = number(&text, 2), take("-", &text),
      let dayOfMonth = number(&text, 2), take("T", &text), let hour = number(&text, 2), take(":", &text),
      let minute = number(&text, 2)
    else { return nil }
    var second: Int64 = 0
    if take(":", &text) {
      guard let number = number(&text, 2) else { return nil }
      second = number
      if take(".", &text) {
        let fraction = text.prefix { (0x30...0x39).contains($0) }
        guard (1...9).contains(fraction.count) else { return nil }
        text = text.dropFirst(fraction.count)
      }
    }
    let date = CivilDate(year: year, month: month, dayOfMonth: dayOfMonth)
    guard (1970...2999).contains(year), (1...12).contains(month), CivilDate(day: date.day) == date, hour < 24,
      minute < 60, second < 60
    else { return nil }
    return date.day * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func offset(_ text: inout ArraySlice<UInt8>) -> Int64? {
    if take("Z", &text) { return 0 }
    let sign: Int64 = take("-", &text) ? -1 : 1
    guard sign < 0 || take("+", &text), let hours = number(&text, 2), hours <= 14 else { return nil }
    guard !text.isEmpty else { return sign * hours * 3600 }
    _ = take(":", &text)
    guard let minutes = number(&text, 2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private static func number(_ text: inout ArraySlice<UInt8>, _ width: Int) -> Int64? {
    let digits = text.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    text = text.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  private static func take(_ scalar: Unicode.Scalar, _ text: inout ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: scalar) else { return false }
    text = text.dropFirst()
    return true
  }
}
