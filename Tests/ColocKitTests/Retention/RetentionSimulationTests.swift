import Foundation
import Testing

@testable import ColocKit

@Suite("Times in, what a policy would keep out")
struct RetentionSimulationTests {
  @Test(
    "A time with Z or its offset, to the minute or finer",
    arguments: [
      ("2026-11-02T20:15:00Z", "2026-11-02T20:15:00Z"), ("2026-11-02T21:15:00+01:00", "2026-11-02T20:15:00Z"),
      ("2026-11-02T20:15Z", "2026-11-02T20:15:00Z"), ("2026-11-02T16:45:59.999-0330", "2026-11-02T20:15:59Z"),
      ("2026-01-01T00:30:00+01", "2025-12-31T23:30:00Z"), ("2024-02-29T23:59:59-14:00", "2024-03-01T13:59:59Z"),
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"), ("2999-12-31T23:59:59Z", "2999-12-31T23:59:59Z"),
    ]
  )
  func times(text: String, utc: String) throws {
    let time = try OffsetTime(parsing: text)
    #expect(time.description == utc && time.moment.description == utc)
  }

  @Test(
    "What is no time, or does not say from where",
    arguments: [
      "", "now", "2026-11-02", "2026-11-02T20:15:00", "2026-11-02 20:15:00Z", "2026-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-11-02T24:00:00Z", "2026-11-02T20:60:00Z", "2026-11-02T20:15:60Z",
      "2026-11-02T20:15:00+15:00", "2026-11-02T20:15:00Zz", "2026-11-02T20:15:00.Z", "1969-12-31T23:59:59Z",
      "2026-11-02T20:15:00+1:00", "-026-11-02T20:15:00Z", "2026-11-02T20:15:00\u{2212}01:00", "1793607300",
    ]
  )
  func noTimes(text: String) { #expect(throws: ParseFault.self) { try OffsetTime(parsing: text) } }

  @Test("Days and dates are each other's inverse, four hundred years long")
  func civil() {
    for day in Int64(-1000)...146_097 { #expect(CivilDate(day: day).day == day) }
    #expect(CivilDate(day: 0) == CivilDate(year: 1970, month: 1, dayOfMonth: 1))
  }

  @Test("Blank lines are skipped, line ends of Windows do not matter, a bad line names its number")
  func lines() throws {
    let text = "2026-11-02T20:15:00Z\r\n\n  \t\n 2026-11-02T21:15:00Z \n2026-11-02T22:15:00Z"
    #expect(try RetentionSimulation.times(in: Array(text.utf8)).count == 3)
    #expect(try RetentionSimulation.times(in: []).isEmpty)
    for bad in ["x\u{1B}[2J", "\u{FF}", String(repeating: "9", count: 5000)] {
      let failure = #expect(throws: Failure.self) {
        try RetentionSimulation.times(in: Array("2026-11-02T20:15:00Z\n\n\(bad)\n".utf8))
      }
      #expect(failure?.kind == .invalidFile && failure?.message.hasPrefix("line 3: '") == true)
      #expect((failure?.message.count ?? 999) < 250 && failure?.message.contains("\u{1B}") == false)
    }
  }

  @Test("The items are in the order of the input, the times in UTC")
  func items() throws {
    let times = ["2026-11-03T00:30:00+01:00", "2026-11-01T12:00:00Z", "2026-11-02T12:00:00Z"]
    let moments = try times.map { try OffsetTime(parsing: $0).moment }
    let policy = try RetentionPolicy(parsing: "last=1,daily=2")
    let paris = RetentionSimulation(moments, now: nil, policy: policy, wall: WallClock(zone: "Europe/Paris"))
    #expect(
      paris.decision.verdicts.map(\.json.compact) == [
        #"{"keep":true,"reasons":["newest","last 1","daily"],"time":"2026-11-02T23:30:00Z"}"#,
        #"{"keep":false,"reasons":[],"time":"2026-11-01T12:00:00Z"}"#,
        #"{"keep":true,"reasons":["daily"],"time":"2026-11-02T12:00:00Z"}"#,
      ]
    )
    let utc = RetentionSimulation(moments, now: nil, policy: policy, wall: WallClock(zone: "Etc/UTC")).decision
    #expect(utc.verdicts.map(\.keep) == [true, true, false])
  }

  @Test("It says what a policy means, however much goes; a time after now holds everything")
  func free() throws {
    let times = (0..<100).map { Timestamp(seconds: 1_790_000_000 + $0 * 3600) }
    let policy = try RetentionPolicy(parsing: "last=1")
    let wall = WallClock(zone: "Etc/UTC")
    #expect(RetentionSimulation(times, now: nil, policy: policy, wall: wall).decision.dropped.count == 99)
    let early = RetentionSimulation(times, now: times[50], policy: policy, wall: wall).decision
    #expect(early.dropped.isEmpty && early.hold == .future(early.verdicts[99].candidate))
  }
}
