import Foundation

@testable import ColocKit

/// Draws policies and histories; the same for the same `COLOC_SEED` (SplitMix64: Steele, Lea and Flood, 2014).
struct RetentionDraw: RandomNumberGenerator {
  static let seed = ProcessInfo.processInfo.environment["COLOC_SEED"].flatMap(UInt64.init) ?? 1
  static let zones = [
    "Europe/Paris", "Etc/UTC", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
    "America/Havana", "America/St_Johns",
  ]
  private var state: UInt64

  init(_ round: Int) { state = Self.seed &* 1_000_003 &+ UInt64(round) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A history on a clock that was right: bursts, hours, days, and gaps of months.
  mutating func history() -> [RetentionCandidate] {
    var time = Int64.random(in: 1_000_000_000...2_000_000_000, using: &self)
    let pace = [600, 3600, 21_600, 86_400, 700_000].randomElement(using: &self) ?? 3600
    let flagged = Bool.random(using: &self)
    let count = Int.random(in: 1...80, using: &self)
    return (0..<count).map { index in
      time += Int64.random(in: 0...2 * Int64(pace), using: &self)
      if Int.random(in: 0..<30, using: &self) == 0 { time += 5_000_000 }
      return RetentionCandidate(
        id: "s\(index)",
        time: Timestamp(seconds: time),
        sequence: index * 3,
        isProtected: flagged && Int.random(in: 0..<6, using: &self) == 0,
        isGood: index == count - 1 || !flagged || Int.random(in: 0..<6, using: &self) != 0
      )
    }
  }

  mutating func policy() -> RetentionPolicy {
    while true {
      var counters: [RetentionPolicy.Counter: Int] = [:]
      for counter in RetentionPolicy.Counter.allCases where Bool.random(using: &self) {
        counters[counter] = Int.random(in: 1...12, using: &self)
      }
      let hours = Int.random(in: -60...60, using: &self)
      let within = hours > 0 ? TimeSpan(seconds: hours * 3600) : nil
      if let policy = RetentionPolicy(counters: counters, within: within) { return policy }
    }
  }

  /// A policy that asks for as much or more in every word.
  mutating func larger(_ policy: RetentionPolicy) -> RetentionPolicy {
    var counters: [RetentionPolicy.Counter: Int] = [:]
    for counter in RetentionPolicy.Counter.allCases {
      let more = (policy[counter] ?? 0) + Int.random(in: 0...5, using: &self)
      counters[counter] = more == 0 ? nil : more
    }
    let seconds = (policy.within?.seconds ?? 0) + Int.random(in: 0...100_000, using: &self)
    return RetentionPolicy(counters: counters, within: seconds == 0 ? nil : TimeSpan(seconds: seconds)) ?? policy
  }

  mutating func zone() -> String { Self.zones.randomElement(using: &self) ?? "Etc/UTC" }
}
