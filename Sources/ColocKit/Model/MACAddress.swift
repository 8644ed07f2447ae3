/// An Ethernet address of a VM's interface (IEEE 802).
public struct MACAddress: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a MAC address"

  /// The six octets.
  public let octets: [UInt8]

  /// Parses `52:54:00:ab:cd:ef`, either case.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let octets = parts.compactMap { $0.utf8.count == 2 ? UInt8($0, radix: 16) : nil }
    // Swift's integers also take the signs of "+1" and "-0".
    guard parts.count == 6, octets.count == 6, !text.contains("+"), !text.contains("-") else {
      throw Self.fault(text, "is not six pairs of hexadecimal digits with : between them")
    }
    guard octets[0] & 1 == 0 else { throw Self.fault(text, "is a group address") }
    self.octets = octets
  }

  /// Draws an address below QEMU's prefix 52:54:00.
  public static func random(using generator: inout some RandomNumberGenerator) -> MACAddress {
    MACAddress(octets: [0x52, 0x54, 0x00] + (0..<3).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  private init(octets: [UInt8]) { self.octets = octets }

  /// Six pairs of lower-case hexadecimal digits.
  public var description: String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }

  /// Orders by octets.
  public static func < (left: Self, right: Self) -> Bool { left.octets.lexicographicallyPrecedes(right.octets) }
}
