import Glibc

/// An IPv6 address (RFC 4291), written as RFC 5952 asks.
public struct IPv6Address: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "an IPv6 address"

  /// The sixteen octets.
  public let octets: [UInt8]

  /// Makes an address from sixteen octets.
  init(octets: [UInt8]) { self.octets = octets }

  /// Parses any form that inet_pton(3) takes.
  public init(parsing text: String) throws(ParseFault) {
    var octets = [UInt8](repeating: 0, count: 16)
    guard text.utf8.allSatisfy({ $0 != 0 }), inet_pton(AF_INET6, text, &octets) == 1 else {
      throw Self.fault(text, "is not written like 2001:db8::10")
    }
    self.octets = octets
  }

  /// The shortest form, by inet_ntop(3).
  public var description: String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, octets, &buffer, socklen_t(buffer.count)) != nil else { return "::" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Orders by octets.
  public static func < (left: Self, right: Self) -> Bool { left.octets.lexicographicallyPrecedes(right.octets) }
}
