/// A SHA-512 digest of a whole file (FIPS 180-4).
public struct Digest: Parsed {
  /// What such a value is called.
  public static let noun = "a SHA-512 digest"

  /// 128 lower-case hexadecimal digits.
  public let description: String

  /// Parses 128 hexadecimal digits, either case.
  public init(parsing text: String) throws(ParseFault) {
    let lower = text.lowercased()
    guard lower.utf8.count == 128, lower.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw Self.fault(text, "is not 128 hexadecimal digits")
    }
    description = lower
  }

  /// The first twelve digits, enough for eyes.
  public var short: String { String(description.prefix(12)) }
}

extension Digest {
  /// Stands where no file is: 128 zeros.
  static let zeros = Digest(zeros: ())

  private init(zeros: Void) { description = String(repeating: "0", count: 128) }
}
