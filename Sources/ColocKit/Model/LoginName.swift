/// The account inside a guest that the tenant's keys open.
public struct LoginName: Parsed {
  /// What such a value is called.
  public static let noun = "a login name"

  /// The name itself.
  public let description: String

  /// Parses `^[a-z_][a-z0-9_-]{0,31}$`, not `root` (useradd(8): at most 32 characters).
  public init(parsing text: String) throws(ParseFault) {
    let bytes = Array(text.utf8)
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard let first = bytes.first, bytes.count <= 32, letters.contains(first) || first == UInt8(ascii: "_"),
      bytes.allSatisfy({ letters.contains($0) || (48...57).contains($0) || $0 == 0x5F || $0 == 0x2D })
    else { throw Self.fault(text, "is not 1 to 32 of a-z, 0-9, _ and -, a letter first") }
    guard text != "root" else { throw Self.fault(text, "is root; the account becomes root by sudo or doas") }
    description = text
  }
}
