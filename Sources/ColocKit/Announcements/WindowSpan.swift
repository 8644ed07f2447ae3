internal import Foundation

/// When a window is, in words: `samedi 5 décembre 2026 de 22 h 00 à minuit (heure de Paris, UTC+1)`.
struct WindowSpan {
  private let start: LocalMoment
  private let end: LocalMoment?
  private let zone: String

  /// A span on a wall; without a length nobody knows when it ends.
  init(start: Timestamp, length: Int?, on clock: WallClock) {
    self.start = LocalMoment(start, on: clock)
    end = length.map { LocalMoment(Timestamp(seconds: start.seconds + Int64($0)), on: clock) }
    zone = clock.zone.identifier
  }

  /// The words in a language.
  func text(in language: Language) -> String {
    switch language {
    case .french: french
    case .english: english
    }
  }

  /// Whether the clocks change in between: then each time has its own offset.
  private var changesOffset: Bool { end.map { $0.offset != start.offset } ?? false }

  private var days: Int64 { end.map { $0.dayNumber - start.dayNumber } ?? 0 }

  /// Whether it ends with its first day: `à minuit`.
  private var endsAtMidnight: Bool { days == 1 && end?.hour == 0 && end?.minute == 0 }

  private var french: String {
    let words = FrenchTime(zone: zone)
    let from = changesOffset ? " (\(words.offset(start)))" : ""
    let place = changesOffset ? ", \(words.place)" : " (\(words.place), \(words.offset(start)))"
    guard let end else { return "\(words.date(start)) à partir de \(words.time(start))\(place)" }
    let to = changesOffset ? " (\(words.offset(end)))" : ""
    if days == 0 || endsAtMidnight {
      let last = endsAtMidnight ? "minuit" : words.time(end)
      return "\(words.date(start)) de \(words.time(start))\(from) à \(last)\(to)\(place)"
    }
    return
      "du \(words.date(start)) à \(words.time(start))\(from) au \(words.date(end)) à \(words.time(end))\(to)\(place)"
  }

  private var english: String {
    let words = EnglishTime(zone: zone)
    let from = changesOffset ? " (\(words.offset(start)))" : ""
    let place = changesOffset ? ", \(zone)" : " (\(zone), \(words.offset(start)))"
    guard let end else { return "\(words.date(start)), from \(words.time(start)) on\(place)" }
    let to = changesOffset ? " (\(words.offset(end)))" : ""
    let last =
      switch days {
      case 0: ""
      case 1: " on \(words.weekday(end))"
      default: " on \(words.date(end))"
      }
    return "\(words.date(start)), \(words.time(start))\(from) to \(words.time(end))\(last)\(to)\(place)"
  }
}
