import Testing

@testable import ColocKit

@Suite("Which snapshots stay: examples computed by hand")
struct RetentionDecisionTests {
  private func kept(_ policy: String, in zone: String = "Etc/UTC", _ times: [String]) throws -> [String] {
    let decision = try simulate(policy, zone, times)
    return zip(times, decision.verdicts).filter(\.1.keep).map(\.0)
  }

  private func simulate(_ policy: String, _ zone: String, _ times: [String]) throws -> RetentionDecision {
    let moments = try times.map { try OffsetTime(parsing: $0).moment }
    let policy = try RetentionPolicy(parsing: policy)
    return RetentionSimulation(moments, now: nil, policy: policy, wall: WallClock(zone: zone)).decision
  }

  private static let now = Timestamp(seconds: 1_790_000_000)

  /// Snapshots an hour apart, the last one now; `edit` disturbs one by its index.
  private func hours(_ count: Int, edit: (Int, RetentionCandidate) -> RetentionCandidate = { $1 })
    -> [RetentionCandidate]
  {
    (0..<count).map { index in
      let time = Timestamp(seconds: Self.now.seconds - Int64(count - 1 - index) * 3600)
      return edit(index, RetentionCandidate(id: "s\(index)", time: time, sequence: index))
    }
  }

  private func decide(_ all: [RetentionCandidate], _ policy: String, force: Bool = false) throws -> RetentionDecision {
    let policy = try RetentionPolicy(parsing: policy)
    return RetentionDecision(all, now: Self.now, policy: policy, wall: WallClock(zone: "Etc/UTC"), force: force)
  }

  private static let sundays = [
    "2014-09-07", "2014-09-14", "2014-09-21", "2014-09-28", "2014-10-05", "2014-10-12", "2014-10-19", "2014-10-26",
    "2014-11-02", "2014-11-09", "2014-11-16", "2014-11-23",
  ].map { "\($0)T11:00:00Z" }

  @Test("restic's own example: of twelve Sundays, keep-daily 4 keeps the last four, for empty days do not count")
  func sundays() throws {
    #expect(try kept("daily=4", Self.sundays) == Array(Self.sundays.suffix(4)))
    #expect(try kept("weekly=4", Self.sundays) == Array(Self.sundays.suffix(4)))
    // September, October, November: the newest of each, and the oldest of all while a fourth month is free.
    let months = [3, 7, 11].map { Self.sundays[$0] }
    #expect(try kept("monthly=3", Self.sundays) == months)
    #expect(try kept("monthly=4", Self.sundays) == [Self.sundays[0]] + months)
  }

  @Test("Counters do not know of each other, one snapshot serves several, and the reasons say which")
  func reasons() throws {
    let times = ["2026-11-02T10:10:00Z", "2026-11-02T10:50:00Z", "2026-11-02T11:30:00Z", "2026-11-03T09:00:00Z"]
    let decision = try simulate("last=1,hourly=2,daily=3", "Etc/UTC", times)
    let said = decision.verdicts.map { $0.reasons.map(\.description) }
    #expect(said == [["oldest"], [], ["hourly", "daily"], ["newest", "last 1", "hourly", "daily"]])
  }

  @Test("within counts back from the newest snapshot, and ends there (restic-forget)")
  func within() throws {
    let times = ["2026-11-01T12:00:00Z", "2026-11-01T12:00:01Z", "2026-11-03T00:00:00Z"]
    #expect(try kept("within=36h", times) == Array(times.suffix(2)))
  }

  @Test("The night in which the clocks go back: an hour that comes twice is two hours, and one day")
  func autumn() throws {
    let times = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"]
    #expect(try kept("hourly=3", in: "Europe/Paris", times) == times)
    // 25 hours: from 24 October 22:00Z to 25 October 23:00Z.
    let day = ["2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"]
    #expect(try kept("daily=2", in: "Europe/Paris", day) == Array(day.suffix(2)))
    #expect(try kept("daily=3", in: "Europe/Paris", day) == [day[0], day[2], day[3]])
  }

  @Test("The night in which the clocks go forward: a day of 23 hours")
  func spring() throws {
    let day = ["2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"]
    #expect(try kept("daily=3", in: "Europe/Paris", day) == [day[0], day[2], day[3]])
    let hours = ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"]
    #expect(try kept("hourly=2", in: "Europe/Paris", hours) == hours)
  }

  @Test("Weeks are ISO's: 2026-12-31 and 2027-01-03 are one, whatever the year; midnight is the zone's")
  func weeks() throws {
    let times = ["2026-12-27T12:00:00Z", "2026-12-28T12:00:00Z", "2026-12-31T12:00:00Z", "2027-01-03T12:00:00Z"]
    #expect(try kept("weekly=2", times) == [times[0], times[3]])
    #expect(try kept("yearly=2", times) == [times[2], times[3]])
    let midnight = ["2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z"]
    #expect(try kept("yearly=2", in: "Europe/Paris", midnight) == midnight)
    #expect(try kept("yearly=1", in: "Etc/UTC", midnight) == [midnight[1]])
  }

  @Test("What is protected neither goes nor counts; what cannot be restored goes and does not count")
  func protectedAndBroken() throws {
    let all = hours(5) { index, one in
      RetentionCandidate(
        id: one.id,
        time: one.time,
        sequence: one.sequence,
        isProtected: [0, 4].contains(index),
        isGood: index != 3
      )
    }
    let decision = try decide(all, "last=1")
    #expect(decision.verdicts.map(\.keep) == [true, false, true, false, true])
    #expect(decision.verdicts[4].reasons == [.protected, .newest] && decision.verdicts[2].reasons == [.last(1)])
  }

  @Test("A snapshot of more than five minutes in the future: nothing is pruned, and force does not help")
  func future() throws {
    for (ahead, holds) in [(Int64(300), false), (301, true)] {
      let all = hours(6) { index, one in
        let time = index == 5 ? Timestamp(seconds: Self.now.seconds + ahead) : one.time
        return RetentionCandidate(id: one.id, time: time, sequence: one.sequence)
      }
      let decision = try decide(all, "last=1", force: true)
      #expect(decision.dropped.isEmpty == holds)
      if holds {
        #expect(decision.hold == .future(all[5]) && decision.verdicts[0].reasons == [.held])
        #expect(decision.hold?.sentence.contains("s5 is of") == true)
      }
    }
  }

  @Test(
    "A clock that went back before the newest: nothing is pruned; a few seconds, and what is long over, are no matter"
  )
  func wentBack() throws {
    for (place, back, holds) in [(5, Int64(3600 + 299), false), (5, 3600 + 301, true), (4, 3600 + 301, false)] {
      let all = hours(6) { index, one in
        let time = index == place ? Timestamp(seconds: one.time.seconds - back) : one.time
        return RetentionCandidate(id: one.id, time: time, sequence: one.sequence)
      }
      let decision = try decide(all, "last=1", force: true)
      #expect(decision.hold == (holds ? .clockWentBack(all[5], before: all[4]) : nil))
      #expect(decision.dropped.count == (holds ? 0 : 5))
    }
  }

  @Test("The order is that of the sequence: of two an instant apart on a clock that slipped, the later taken stays")
  func bySequence() throws {
    let all = [0, -60].enumerated().map { index, shift in
      RetentionCandidate(id: "s\(index)", time: Timestamp(seconds: Self.now.seconds + shift), sequence: index)
    }
    #expect(try decide(all, "last=1").verdicts.map(\.keep) == [false, true])
  }

  @Test("A newest snapshot that cannot be restored: nothing is pruned")
  func newestNotGood() throws {
    let all = hours(6) { index, one in
      RetentionCandidate(id: one.id, time: one.time, sequence: one.sequence, isGood: index != 5)
    }
    let decision = try decide(all, "last=1", force: true)
    #expect(decision.hold == .newestNotGood(all[5]) && decision.dropped.isEmpty)
    #expect(decision.verdicts[4].reasons == [.newest, .last(1)])
  }

  @Test("More than ten and more than 30 % at once want force", arguments: [(11, 0), (12, 11), (100, 31), (100, 30)])
  func tooMany(count: Int, drops: Int) throws {
    let keep = drops == 0 ? 1 : count - drops
    let decision = try decide(hours(count), "last=\(keep)")
    let limit = max(10, count * 3 / 10)
    let isHeld = count - keep > limit
    #expect(decision.hold == (isHeld ? .tooMany(count - keep, of: count, limit: limit) : nil))
    #expect(decision.dropped.count == (isHeld ? 0 : count - keep))
    #expect(try decide(hours(count), "last=\(keep)", force: true).dropped.count == count - keep)
  }

  @Test("Nothing at all, and one alone")
  func few() throws {
    #expect(try decide([], "last=1").verdicts.isEmpty && decide([], "last=1").hold == nil)
    #expect(try decide(hours(1), "yearly=1").verdicts[0].reasons == [.newest, .bucket(.yearly)])
  }

  @Test("restic's other example: a snapshot a day for a hundred years")
  func hundredYears() throws {
    let first = CivilDate(year: 1971, month: 1, dayOfMonth: 1).day
    let last = CivilDate(year: 2070, month: 12, dayOfMonth: 31).day
    let times = (first...last).map { Timestamp(seconds: $0 * 86_400 + 43_200) }
    let policy = try RetentionPolicy(parsing: "daily=7,weekly=5,monthly=12,yearly=75")
    let verdicts = RetentionSimulation(times, now: nil, policy: policy, wall: WallClock(zone: "Etc/UTC")).decision
      .verdicts
    let days = verdicts.filter(\.keep).map { String(OffsetTime($0.candidate.time).description.prefix(10)) }
    // 2070-12-31 is a Wednesday. 7 days, 3 Sundays (the 28th, a fourth one, is among the days), 11 month ends, 74 year ends.
    let sundays = ["2070-12-07", "2070-12-14", "2070-12-21"]
    #expect(days.suffix(7) == (25...31).map { "2070-12-\($0)" })
    #expect(days.suffix(10).prefix(3) == sundays[...])
    #expect(days.count == 7 + 3 + 11 + 74)
    #expect(days.first == "1996-12-31")
  }
}
