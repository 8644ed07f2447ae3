/// A release of a distribution: `12`, `3.22`.
public struct Release: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a release"

  /// The release as it is typed.
  public let description: String

  /// Parses one to three numbers with dots between them.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count),
      parts.allSatisfy({ UInt16($0).map(String.init) == String($0) })
    else { throw Self.fault(text, "is not written like 12 or 3.22") }
    description = text
  }

  /// Orders by the numbers, not by the text: 3.9 before 3.22.
  public static func < (left: Self, right: Self) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }

  /// Whether this is the release itself or a point of it: 3.22.1 of 3.22.
  func isPoint(of release: Release) -> Bool { numbers.starts(with: release.numbers) }

  /// Its numbers, one to three.
  var numbers: [Int] { description.split(separator: ".").compactMap { Int($0) } }
}
