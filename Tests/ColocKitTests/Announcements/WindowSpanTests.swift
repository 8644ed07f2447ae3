import Testing

@testable import ColocKit

@Suite("When a window is, in words that a wall clock agrees with")
struct WindowSpanTests {
  struct Case: Sendable {
    let start: String
    let length: Int?
    let french: String
    let english: String
    var zone = "Europe/Paris"
  }

  static let cases = [
    Case(
      start: "2026-12-05T21:00:00Z",
      length: 7200,
      french: "samedi 5 décembre 2026 de 22 h 00 à minuit (heure de Paris, UTC+1)",
      english: "Saturday 5 December 2026, 22:00 to 00:00 on Sunday (Europe/Paris, UTC+01:00)"
    ),
    Case(
      start: "2026-12-01T08:05:00Z",
      length: 5400,
      french: "mardi 1er décembre 2026 de 9 h 05 à 10 h 35 (heure de Paris, UTC+1)",
      english: "Tuesday 1 December 2026, 09:05 to 10:35 (Europe/Paris, UTC+01:00)"
    ),
    // Over midnight and the end of a year.
    Case(
      start: "2026-12-31T22:00:00Z",
      length: 4 * 3600,
      french: "du jeudi 31 décembre 2026 à 23 h 00 au vendredi 1er janvier 2027 à 3 h 00 (heure de Paris, UTC+1)",
      english: "Thursday 31 December 2026, 23:00 to 03:00 on Friday (Europe/Paris, UTC+01:00)"
    ),
    Case(
      start: "2026-12-05T23:00:00Z",
      length: 7200,
      french: "dimanche 6 décembre 2026 de 0 h 00 à 2 h 00 (heure de Paris, UTC+1)",
      english: "Sunday 6 December 2026, 00:00 to 02:00 (Europe/Paris, UTC+01:00)"
    ),
    // Two midnights away is no `minuit` of the same day.
    Case(
      start: "2026-12-05T21:00:00Z",
      length: 26 * 3600,
      french: "du samedi 5 décembre 2026 à 22 h 00 au lundi 7 décembre 2026 à 0 h 00 (heure de Paris, UTC+1)",
      english: "Saturday 5 December 2026, 22:00 to 00:00 on Monday 7 December 2026 (Europe/Paris, UTC+01:00)"
    ),
    // The night in which an hour comes twice: six hours long, five on the wall.
    Case(
      start: "2026-10-24T21:00:00Z",
      length: 6 * 3600,
      french:
        "du samedi 24 octobre 2026 à 23 h 00 (UTC+2) au dimanche 25 octobre 2026 à 4 h 00 (UTC+1), heure de Paris",
      english: "Saturday 24 October 2026, 23:00 (UTC+02:00) to 04:00 on Sunday (UTC+01:00), Europe/Paris"
    ),
    // Within that very hour: half past two both times.
    Case(
      start: "2026-10-25T00:30:00Z",
      length: 3600,
      french: "dimanche 25 octobre 2026 de 2 h 30 (UTC+2) à 2 h 30 (UTC+1), heure de Paris",
      english: "Sunday 25 October 2026, 02:30 (UTC+02:00) to 02:30 (UTC+01:00), Europe/Paris"
    ),
    // The night that loses one.
    Case(
      start: "2027-03-28T00:30:00Z",
      length: 3600,
      french: "dimanche 28 mars 2027 de 1 h 30 (UTC+1) à 3 h 30 (UTC+2), heure de Paris",
      english: "Sunday 28 March 2027, 01:30 (UTC+01:00) to 03:30 (UTC+02:00), Europe/Paris"
    ),
    Case(
      start: "2026-12-05T21:00:00Z",
      length: nil,
      french: "samedi 5 décembre 2026 à partir de 22 h 00 (heure de Paris, UTC+1)",
      english: "Saturday 5 December 2026, from 22:00 on (Europe/Paris, UTC+01:00)"
    ),
    Case(
      start: "2026-12-05T21:00:00Z",
      length: 3600,
      french: "samedi 5 décembre 2026 de 21 h 00 à 22 h 00 (heure UTC, UTC+0)",
      english: "Saturday 5 December 2026, 21:00 to 22:00 (Etc/UTC, UTC+00:00)",
      zone: "Etc/UTC"
    ),
    Case(
      start: "2026-12-05T21:00:00Z",
      length: 3600,
      french: "samedi 5 décembre 2026 de 17 h 30 à 18 h 30 (heure de St Johns, UTC-3:30)",
      english: "Saturday 5 December 2026, 17:30 to 18:30 (America/St_Johns, UTC-03:30)",
      zone: "America/St_Johns"
    ),
  ]

  @Test(arguments: cases)
  func words(_ wanted: Case) throws {
    let clock = WallClock(zone: wanted.zone)
    let span = WindowSpan(start: try Timestamp(parsing: wanted.start), length: wanted.length, on: clock)
    #expect(span.text(in: .french) == wanted.french)
    #expect(span.text(in: .english) == wanted.english)
  }

  @Test(
    arguments: [
      (30, "1 minute", "1 minute"), (45 * 60, "45 minutes", "45 minutes"), (3600, "1 heure", "1 hour"),
      (5400, "1 heure 30", "1 hour 30 minutes"), (2 * 3600 + 300, "2 heures 05", "2 hours 5 minutes"),
      (7230, "2 heures 01", "2 hours 1 minute"), (7229, "2 heures", "2 hours"),
      (86_400 + 7200, "1 jour 2 heures", "1 day 2 hours"),
      (86_400 + 1800, "1 jour et 30 minutes", "1 day 30 minutes"),
    ]
  )
  func lengths(seconds: Int, french: String, english: String) {
    #expect(Language.french.length(seconds: seconds) == french)
    #expect(Language.english.length(seconds: seconds) == english)
  }
}
