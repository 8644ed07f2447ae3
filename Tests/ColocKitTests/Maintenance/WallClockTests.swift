import Testing

@testable import ColocKit

@Suite("Times as they are read on the wall in Paris")
struct WallClockTests {
  private let clock = WallClock(zone: "Europe/Paris")

  @Test("Winter, summer, and with an offset")
  func plain() throws {
    #expect(try clock.moment(typed: "2026-12-05T22:00").description == "2026-12-05T21:00:00Z")
    #expect(try clock.moment(typed: "2026-07-14T22:00").description == "2026-07-14T20:00:00Z")
    #expect(try clock.moment(typed: "2026-07-14T22:00Z").description == "2026-07-14T22:00:00Z")
    #expect(try clock.moment(typed: "2026-07-14T22:00-05:30").description == "2026-07-15T03:30:00Z")
    #expect(clock.text(try clock.moment(typed: "2026-12-05T22:00")) == "2026-12-05T22:00")
    #expect(clock.day(of: try clock.moment(typed: "2026-12-05T23:30Z")).description == "2026-12-06")
  }

  @Test("The hour that is skipped is refused; the one that comes twice wants its offset")
  func saving() throws {
    let skipped = #expect(throws: ParseFault.self) { try clock.moment(typed: "2026-03-29T02:30") }
    #expect(skipped?.reason == "is skipped when the clocks go forward")
    let twice = #expect(throws: ParseFault.self) { try clock.moment(typed: "2026-10-25T02:30") }
    #expect(twice?.reason == "comes twice that night: say 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00")
    let first = try clock.moment(typed: "2026-10-25T02:30+02:00")
    let second = try clock.moment(typed: "2026-10-25T02:30+01:00")
    #expect(second.seconds - first.seconds == 3600)
  }

  @Test(
    "What is no time is refused",
    arguments: [
      "", "tomorrow", "2026-12-05", "2026-12-05 22:00", "2026-02-30T22:00", "2026-12-05T25:00", "2026-12-05T22:00+1",
      "2026-12-05T22:00+15:00", "2026-12-05T22:00:00", "2026-12-05T22:00\n",
    ]
  )
  func refused(_ text: String) {
    #expect(throws: ParseFault.self) { try clock.moment(typed: text) }
  }

  @Test("Lengths of time", arguments: [("2h", 7200), ("90m", 5400), ("1h30m", 5400), ("1d", 86_400), ("45s", 45)])
  func spans(_ text: String, _ seconds: Int) throws {
    #expect(try TimeSpan(parsing: text).seconds == seconds)
  }

  @Test(
    "What is no length is refused",
    arguments: ["", "2", "h", "-2h", "2h2h", "30m1h", "2 h", "0h", "32d", "2H", "9999999999h"]
  )
  func noSpan(_ text: String) { #expect(throws: ParseFault.self) { try TimeSpan(parsing: text) } }
}
