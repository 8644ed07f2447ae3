/// A domain name under which a tenant's site is published (RFC 1123, at least two labels, lower case).
public struct SiteName: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a site's name"

  /// The name without a final dot.
  public let description: String

  /// Parses a name of 2 or more labels and at most 253 characters; no wildcard, no address; IDNs as `xn--…`.
  public init(parsing text: String) throws(ParseFault) {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 253, labels.count >= 2, labels.allSatisfy(Self.isLabel) else {
      throw Self.fault(text, "is not written like velo.example, in lower case")
    }
    guard labels.last?.contains(where: \.isLetter) == true else { throw Self.fault(text, "is an address, not a name") }
    description = text
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// Orders by bytes.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
