public import Foundation

/// Times as people read them on the wall, in one zone.
public struct WallClock: Sendable {
  /// The zone.
  public let zone: TimeZone

  /// A clock in a zone of the IANA database; an unknown one falls back to UTC (the configuration refuses it before).
  public init(zone: String) { self.zone = TimeZone(identifier: zone) ?? .gmt }

  /// The moments at which the wall reads `2026-12-05T22:00`: none in the hour that is skipped when summer begins, two in
  /// the hour that comes twice when it ends.
  ///
  /// Throws `ParseFault` for a text of another form, or a day that does not exist.
  public func moments(reading text: String) throws(ParseFault) -> [Timestamp] {
    guard text.utf8.count == 16, let asUTC = Timestamp("\(text):00Z") else {
      throw ParseFault(text, noun: "a time", reason: "is not written like 2026-12-05T22:00, or that day does not exist")
    }
    let offsets = [-86_400, 86_400].map { offset(at: Timestamp(seconds: asUTC.seconds + $0)) }
    return Set(offsets).sorted(by: >).map { Timestamp(seconds: asUTC.seconds - Int64($0)) }.filter {
      offset(at: $0) == Int(asUTC.seconds - $0.seconds)
    }
  }

  /// The moment that was typed: `2026-12-05T22:00` on this wall, or with its offset, `2026-12-05T22:00+01:00` or `…Z`.
  ///
  /// Throws `ParseFault` for another form, and for a time that this wall skips or shows twice.
  public func moment(typed text: String) throws(ParseFault) -> Timestamp {
    let suffix = text.dropFirst(16)
    if !suffix.isEmpty {
      guard let offset = Self.offset(in: suffix), let asUTC = Timestamp("\(text.prefix(16)):00Z") else {
        throw ParseFault(text, noun: "a time", reason: "is not written like 2026-12-05T22:00 or 2026-12-05T22:00+01:00")
      }
      return Timestamp(seconds: asUTC.seconds - Int64(offset))
    }
    let moments = try moments(reading: text)
    guard let first = moments.first else {
      throw ParseFault(text, noun: "a time in \(zone.identifier)", reason: "is skipped when the clocks go forward")
    }
    guard moments.count == 1 else {
      let ways = moments.map { "\(text)\(offsetText(at: $0))" }.joined(separator: " or ")
      throw ParseFault(text, noun: "one time in \(zone.identifier)", reason: "comes twice that night: say \(ways)")
    }
    return first
  }

  /// Seconds east of UTC at a moment.
  public func offset(at time: Timestamp) -> Int { zone.secondsFromGMT(for: time.date) }

  /// The offset as ISO 8601 has it: `+01:00`.
  public func offsetText(at time: Timestamp) -> String {
    let minutes = offset(at: time) / 60
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(minutes < 0 ? "-" : "+")\(two(abs(minutes) / 60)):\(two(abs(minutes) % 60))"
  }

  /// What the wall reads at a moment: `2026-12-05T22:00`.
  public func text(_ time: Timestamp) -> String {
    String(Timestamp(seconds: time.seconds + Int64(offset(at: time))).description.prefix(16))
  }

  /// The day that it is at a moment.
  public func day(of time: Timestamp) -> CalendarDate {
    CalendarDate(of: text(time))
  }

  private static func offset(in suffix: Substring) -> Int? {
    if suffix == "Z" { return 0 }
    let parts = suffix.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard let sign = suffix.first, "+-".contains(sign), parts.count == 2, parts.allSatisfy({ $0.count == 2 }),
      let hours = UInt8(parts[0]), let minutes = UInt8(parts[1]), hours <= 14, minutes < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (Int(hours) * 3600 + Int(minutes) * 60)
  }
}
