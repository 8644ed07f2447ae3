/// An IPv4 address (RFC 791).
public struct IPv4Address: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "an IPv4 address"

  /// The address as a number, first octet highest.
  public let value: UInt32

  /// Makes an address from its number.
  public init(value: UInt32) { self.value = value }

  /// Parses four decimal octets without leading zeros.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    var value: UInt32 = 0
    guard parts.count == 4 else { throw Self.fault(text, "is not four numbers with dots between them") }
    for part in parts {
      guard let octet = UInt8(part), String(octet) == part else {
        throw Self.fault(text, "holds '\(part)', which is no number from 0 to 255")
      }
      value = value << 8 | UInt32(octet)
    }
    self.value = value
  }

  /// Four decimal octets.
  public var description: String {
    [24, 16, 8, 0].map { String(value >> UInt32($0) & 0xFF) }.joined(separator: ".")
  }

  /// Orders by number.
  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
