import Foundation
import Testing

@testable import ColocKit

@Suite("What holds for every history and every policy")
struct RetentionPropertyTests {
  private struct Case: CustomStringConvertible {
    let all: [RetentionCandidate]
    let policy: RetentionPolicy
    let larger: RetentionPolicy
    let zone: String
    let shuffled: [RetentionCandidate]
    let round: Int

    init(_ round: Int) {
      var draw = RetentionDraw(round)
      (all, policy, zone) = (draw.history(), draw.policy(), draw.zone())
      larger = draw.larger(policy)
      shuffled = all.shuffled(using: &draw)
      self.round = round
    }

    var now: Timestamp { all.map(\.time).max() ?? Timestamp(seconds: 0) }
    var description: String { "COLOC_SEED=\(RetentionDraw.seed), round \(round): \(policy) in \(zone), \(all.count)" }

    func decide(_ all: [RetentionCandidate], _ policy: RetentionPolicy, force: Bool = true) -> RetentionDecision {
      RetentionDecision(all, now: now, policy: policy, wall: WallClock(zone: zone), force: force)
    }
  }

  private func each(_ body: (Case) -> Void) {
    for round in 0..<300 { body(Case(round)) }
  }

  private func kept(_ decision: RetentionDecision) -> Set<RetentionCandidate> {
    Set(decision.verdicts.filter(\.keep).map(\.candidate))
  }

  @Test("A plain slow reference keeps the same")
  func reference() throws {
    var dropped = 0
    for round in 0..<300 {
      let one = Case(round)
      let zone = try #require(TimeZone(identifier: one.zone))
      let decision = one.decide(one.all, one.policy)
      #expect(kept(decision) == RetentionReference(policy: one.policy, zone: zone).kept(one.all), "\(one)")
      dropped += decision.dropped.count
    }
    #expect(dropped > 1000, "hardly anything was dropped: the histories are no test")
  }

  @Test("The order of the input does not matter; the answers come in it")
  func order() {
    each { one in
      let decision = one.decide(one.shuffled, one.policy)
      #expect(decision.verdicts.map(\.candidate) == one.shuffled, "\(one)")
      let straight = Dictionary(
        uniqueKeysWithValues: one.decide(one.all, one.policy).verdicts.map { ($0.candidate, $0) }
      )
      for verdict in decision.verdicts { #expect(straight[verdict.candidate] == verdict, "\(one)") }
    }
  }

  @Test("A larger policy never drops what a smaller one keeps")
  func monotone() {
    each { one in
      let (less, more) = (kept(one.decide(one.all, one.policy)), kept(one.decide(one.all, one.larger)))
      #expect(less.isSubset(of: more), "\(one), larger \(one.larger)")
    }
  }

  @Test("Decided again over what was kept, nothing more goes")
  func idempotent() {
    each { one in
      let rest = one.decide(one.all, one.policy).verdicts.filter(\.keep).map(\.candidate)
      #expect(one.decide(rest, one.policy).dropped.isEmpty, "\(one)")
    }
  }

  @Test("The newest good one stays, what is protected stays, and protecting changes nothing for the others' counters")
  func safe() {
    each { one in
      let kept = kept(one.decide(one.all, one.policy))
      #expect(one.all.last(where: \.isGood).map(kept.contains) == true, "\(one)")
      #expect(one.all.filter(\.isProtected).allSatisfy(kept.contains), "\(one)")
      let others = one.all.filter { !$0.isProtected && $0 != one.all.last }
      let alone = one.decide(one.all.filter { !$0.isProtected }, one.policy)
      let same = others.allSatisfy { other in
        alone.verdicts.contains { $0.candidate == other && $0.keep } == kept.contains(other)
      }
      #expect(same || one.all.last?.isProtected == true, "\(one)")
    }
  }

  @Test("Without force never more than ten or 30 % at once, and else as with it")
  func limited() {
    each { one in
      let (free, bound) = (one.decide(one.all, one.policy), one.decide(one.all, one.policy, force: false))
      let limit = max(10, one.all.count { !$0.isProtected } * 3 / 10)
      #expect(bound.dropped == (free.dropped.count > limit ? [] : free.dropped), "\(one)")
    }
  }

  @Test("A clock that jumped anywhere holds everything")
  func jumps() {
    each { one in
      guard one.all.count > 2 else { return }
      let index = one.round % (one.all.count - 1)
      let jumped = one.all.map { candidate in
        guard candidate == one.all[index] else { return candidate }
        let time = Timestamp(seconds: one.now.seconds + 301)
        return RetentionCandidate(id: "jumped", time: time, sequence: candidate.sequence)
      }
      #expect(one.decide(jumped, one.policy).dropped.isEmpty, "\(one)")
      let later = Timestamp(seconds: one.now.seconds + 10_000_000)
      let decision = RetentionDecision(
        jumped,
        now: later,
        policy: one.policy,
        wall: WallClock(zone: one.zone),
        force: true
      )
      #expect(decision.dropped.isEmpty && decision.hold != nil, "\(one)")
    }
  }

  @Test("The day is the wall's in every zone")
  func days() throws {
    var draw = RetentionDraw(0)
    var count = 0
    for zone in TimeZone.knownTimeZoneIdentifiers {
      let wall = WallClock(zone: zone)
      var buckets = CalendarBuckets(wall)
      var times: [Timestamp] = []
      var date = Date(timeIntervalSince1970: Double.random(in: 0...1_700_000_000, using: &draw))
      for _ in 0..<3 {
        guard let next = wall.zone.nextDaylightSavingTimeTransition(after: date) else { break }
        times += (-50...50).map { Timestamp(Date(timeInterval: Double($0) * 3600 - 1, since: next)) }
        date = next
      }
      count += times.count
      for time in times {
        let day = OffsetTime(Timestamp(seconds: buckets.day(of: time) * 86_400)).description.prefix(10)
        #expect(wall.text(time).prefix(10) == day, "\(zone) \(time)")
      }
    }
    #expect(count > 10_000, "no zone has nights in which the clocks change")
  }
}
