public import Foundation

/// A moment in UTC, to the second (ISO 8601, `2026-11-02T20:15:00Z`).
public struct Timestamp: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a time"

  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// Makes a moment from seconds since 1970.
  public init(seconds: Int64) { self.seconds = seconds }

  /// Makes a moment from a date, cut to the second.
  public init(_ date: Date) { seconds = Int64(date.timeIntervalSince1970.rounded(.down)) }

  /// Parses exactly the form that `description` writes.
  public init(parsing text: String) throws(ParseFault) {
    guard let date = try? Date(text, strategy: .iso8601), Timestamp(date).description == text else {
      throw Self.fault(text, "is not written like 2026-11-02T20:15:00Z")
    }
    self.init(date)
  }

  /// The moment as a Foundation date.
  public var date: Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }
  /// ISO 8601 in UTC.
  public var description: String { date.formatted(.iso8601) }
  /// Orders by time.
  public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  /// Seconds until a later moment; 0 when a clock went back.
  func seconds(until later: Timestamp) -> Int { max(0, Int(later.seconds - seconds)) }

  /// The moment a number of days later.
  public func adding(days: Int) -> Timestamp { Timestamp(seconds: seconds + Int64(days) * 86_400) }
}
