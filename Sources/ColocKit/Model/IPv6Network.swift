/// An IPv6 prefix (RFC 4291), from which each VM gets an address that mirrors its IPv4 host part.
public struct IPv6Network: Parsed {
  /// What such a value is called.
  public static let noun = "an IPv6 network"

  /// The prefix, host bits zero.
  public let base: IPv6Address
  /// The length of the prefix, 16 to 112.
  public let prefix: Int

  /// Parses `2001:db8:77::/64`; the host bits must be zero.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let base = IPv6Address(String(parts[0])), let prefix = Int(parts[1]),
      String(prefix) == parts[1]
    else { throw Self.fault(text, "is not written like 2001:db8:77::/64") }
    guard (16...112).contains(prefix) else { throw Self.fault(text, "has a prefix outside 16 to 112") }
    guard Self.network(base, prefix) == base else { throw Self.fault(text, "has host bits") }
    self.base = base
    self.prefix = prefix
  }

  private static func network(_ address: IPv6Address, _ prefix: Int) -> IPv6Address {
    IPv6Address(
      octets: address.octets.enumerated().map { index, octet in
        let kept = min(max(prefix - index * 8, 0), 8)
        return kept == 0 ? 0 : octet & (0xFF << UInt8(8 - kept))
      }
    )
  }

  /// The address at `offset` from the base, 1 to 65,535.
  public func address(at offset: UInt16) -> IPv6Address {
    var octets = base.octets
    octets[14] = UInt8(offset >> 8)
    octets[15] = UInt8(offset & 0xFF)
    return IPv6Address(octets: octets)
  }

  /// Whether an address lies in the prefix.
  public func contains(_ address: IPv6Address) -> Bool { Self.network(address, prefix) == base }

  /// CIDR notation.
  public var description: String { "\(base)/\(prefix)" }
}
