import Foundation

/// How many of an operation's steps are disturbed: a sample drawn from `COLOC_SEED`, or all with `COLOC_TEST_ALL=1`.
enum StepSample {
  static func of(_ count: Int, _ some: Int) -> [Int] {
    let environment = ProcessInfo.processInfo.environment
    guard environment["COLOC_TEST_ALL"] != "1", count > some else { return Array(1...max(1, count)) }
    let seed = environment["COLOC_SEED"].flatMap(Int.init) ?? 1
    // Spread evenly over the operation, another offset for another seed.
    return (0..<some).map { 1 + ($0 * count / some + seed) % count }
  }
}
