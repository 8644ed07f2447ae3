internal import Foundation

/// Times as people in the rack's zone read them.
public struct LocalTime: Sendable {
  private let zone: TimeZone

  /// - Parameter zone: An IANA name; an unknown one falls back to UTC (the configuration refuses it before).
  public init(zone: String) { self.zone = TimeZone(identifier: zone) ?? .gmt }

  /// The day that it is at a moment.
  public func day(of time: Timestamp) throws -> CalendarDate {
    try CalendarDate(parsing: String(text(time).prefix(10)))
  }

  /// `2026-11-02 21:15`.
  public func text(_ time: Timestamp) -> String {
    var style = Date.ISO8601FormatStyle(timeZone: zone)
    style = style.year().month().day().time(includingFractionalSeconds: false)
    return String(time.date.formatted(style).replacing("T", with: " ").prefix(16))
  }
}
