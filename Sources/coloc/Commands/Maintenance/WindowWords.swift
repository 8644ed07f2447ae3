internal import ColocKit

/// A window in words, with times as the rack's wall shows them.
struct WindowWords {
  private let time: LocalTime
  private let clock: WallClock

  init(_ rack: Rack) {
    time = LocalTime(zone: rack.configuration.timezone)
    clock = WallClock(zone: rack.configuration.timezone)
  }

  /// The time of day to the second, or `-`.
  func clock(_ moment: Timestamp?) -> String {
    guard let moment else { return "-" }
    let local = Timestamp(seconds: moment.seconds + Int64(clock.offset(at: moment)))
    return String(local.description.dropFirst(11).prefix(8))
  }

  /// `2026-12-05 22:00 to 2026-12-06 00:00`, or when it began.
  func span(_ window: Window) -> String {
    guard let end = window.end else { return "from \(time.text(window.start)), nobody knows how long" }
    return "\(time.text(window.start)) to \(time.text(end))"
  }

  /// A moment, or nothing.
  func text(_ moment: Timestamp?) -> String? { moment.map(time.text) }
}
