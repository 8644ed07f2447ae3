/// An IPv4 network in CIDR notation (RFC 4632).
public struct IPv4Network: Parsed {
  /// What such a value is called.
  public static let noun = "an IPv4 network"

  /// The network's own address, host bits zero.
  public let base: IPv4Address
  /// The length of the prefix, 8 to 30.
  public let prefix: Int

  /// Makes a network that holds `address`.
  public init(holding address: IPv4Address, prefix: Int) {
    self.prefix = prefix
    base = IPv4Address(value: address.value & Self.mask(prefix))
  }

  /// Parses `10.77.0.0/24`; the host bits must be zero and the prefix 8 to 30.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let base = IPv4Address(String(parts[0])), let prefix = Int(parts[1]),
      String(prefix) == parts[1]
    else { throw Self.fault(text, "is not written like 10.77.0.0/24") }
    guard (8...30).contains(prefix) else { throw Self.fault(text, "has a prefix outside 8 to 30") }
    guard base.value & ~Self.mask(prefix) == 0 else {
      throw Self.fault(text, "has host bits; write \(IPv4Network(holding: base, prefix: prefix))")
    }
    self.base = base
    self.prefix = prefix
  }

  private static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : ~0 << UInt32(32 - prefix) }

  /// The first usable address: the gateway of a network that coloc makes.
  public var first: IPv4Address { IPv4Address(value: base.value + 1) }
  /// The address of all hosts.
  public var broadcast: IPv4Address { IPv4Address(value: base.value | ~Self.mask(prefix)) }

  /// Whether an address lies in the network.
  public func contains(_ address: IPv4Address) -> Bool { address.value & Self.mask(prefix) == base.value }

  /// Whether two networks share an address.
  public func overlaps(_ other: IPv4Network) -> Bool { contains(other.base) || other.contains(base) }

  /// CIDR notation.
  public var description: String { "\(base)/\(prefix)" }
}
