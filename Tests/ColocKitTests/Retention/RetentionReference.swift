import Foundation

@testable import ColocKit

/// The same rules in another way: slowly, with Foundation's calendar, by groups and sets instead of one pass.
struct RetentionReference {
  let policy: RetentionPolicy
  let zone: TimeZone

  func kept(_ all: [RetentionCandidate]) -> Set<RetentionCandidate> {
    let good = all.filter { $0.isGood && !$0.isProtected }
    guard let newest = good.max(by: { $0.sequence < $1.sequence }),
      let oldest = good.min(by: { $0.sequence < $1.sequence })
    else { return Set(all.filter { $0.isProtected || $0.isGood }) }
    var kept = Set(all.filter(\.isProtected))
    kept.formUnion(all.filter(\.isGood).sorted { $0.sequence < $1.sequence }.suffix(1))
    for counter in RetentionPolicy.Counter.allCases {
      guard let count = policy[counter] else { continue }
      let groups = Dictionary(grouping: good) { name(counter, $0) }.values
      let tops = groups.compactMap { $0.max { $0.sequence < $1.sequence } }.sorted { $0.sequence > $1.sequence }
      kept.formUnion(tops.prefix(count))
      if tops.count < count { kept.insert(oldest) }
    }
    if let within = policy.within {
      kept.formUnion(good.filter { newest.time.date.timeIntervalSince($0.time.date) < Double(within.seconds) })
    }
    return kept
  }

  private func name(_ counter: RetentionPolicy.Counter, _ one: RetentionCandidate) -> [Int?] {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = counter == .hourly ? .gmt : zone
    let date = calendar.dateComponents(
      [.year, .month, .day, .hour, .weekOfYear, .yearForWeekOfYear],
      from: one.time.date
    )
    return switch counter {
    case .last: [one.sequence]
    case .hourly: [date.year, date.month, date.day, date.hour]
    case .daily: [date.year, date.month, date.day]
    case .weekly: [date.yearForWeekOfYear, date.weekOfYear]
    case .monthly: [date.year, date.month]
    case .yearly: [date.year]
    }
  }
}
