/// What a guest is told about its network besides its own addresses.
public struct GuestNetwork: Sendable, Equatable {
  /// The length of the IPv4 prefix, 8 to 30.
  public let ipv4Prefix: Int
  /// The way out.
  public let gateway: IPv4Address
  /// The length of the IPv6 prefix; nil where the network has none.
  public let ipv6Prefix: Int?
  /// The IPv6 way out; nil where router advertisements tell it.
  public let ipv6Gateway: IPv6Address?
  /// The name servers, possibly none.
  public let dns: [IPv4Address]

  /// Makes the facts.
  public init(
    ipv4Prefix: Int,
    gateway: IPv4Address,
    ipv6Prefix: Int?,
    ipv6Gateway: IPv6Address?,
    dns: [IPv4Address]
  ) {
    self.ipv4Prefix = ipv4Prefix
    self.gateway = gateway
    self.ipv6Prefix = ipv6Prefix
    self.ipv6Gateway = ipv6Gateway
    self.dns = dns
  }

  /// The facts of the rack's network: without configured name servers the gateway answers; on a bridge the IPv6 router
  /// announces itself, in a network of coloc's own it is the prefix's first address.
  public init(_ configuration: Configuration) {
    let network = configuration.network
    var ipv6Gateway: IPv6Address?
    if case .nat(_, _, let ipv6?) = network { ipv6Gateway = ipv6.address(at: 1) }
    self.init(
      ipv4Prefix: network.ipv4.prefix,
      gateway: network.gateway,
      ipv6Prefix: network.ipv6?.prefix,
      ipv6Gateway: ipv6Gateway,
      dns: configuration.dns.isEmpty ? [network.gateway] : configuration.dns
    )
  }
}
