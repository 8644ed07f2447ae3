import Foundation

/// How much is tried: a sample drawn from `COLOC_SEED`, or everything with `COLOC_TEST_ALL=1`.
enum LabSample {
  static var isExhaustive: Bool { ProcessInfo.processInfo.environment["COLOC_TEST_ALL"] == "1" }

  /// The run's seed, printed by `make test`; 1 when nobody set it.
  static var seed: UInt64 { ProcessInfo.processInfo.environment["COLOC_SEED"].flatMap(UInt64.init) ?? 1 }

  /// All of `cases` with `make test-all`, otherwise `count` of them, the same for the same seed and name.
  static func of<Case>(_ cases: [Case], _ count: Int, for name: String) -> [Case] {
    guard !isExhaustive, cases.count > count else { return cases }
    var generator = SeededGenerator(seed: seed, name: name)
    let chosen = Set(cases.indices.shuffled(using: &generator).prefix(count))
    return cases.indices.filter(chosen.contains).map { cases[$0] }
  }
}
