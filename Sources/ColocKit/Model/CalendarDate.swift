/// A day of the Gregorian calendar (ISO 8601, `2026-11-02`).
public struct CalendarDate: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a date"

  /// Year, month and day, month and day with two digits.
  public let description: String

  /// Parses `YYYY-MM-DD`; the day must exist, in the years 1970 to 2999.
  public init(parsing text: String) throws(ParseFault) {
    guard Timestamp("\(text)T00:00:00Z") != nil, text >= "1970", text < "3000" else {
      throw Self.fault(text, "is not written like 2026-11-02, or that day does not exist")
    }
    description = text
  }

  /// The day of a time that is written `2026-11-02T20:15…`.
  init(of time: String) { description = String(time.prefix(10)) }

  /// Orders by day.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
