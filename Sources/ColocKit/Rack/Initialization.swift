public import Foundation

/// What the owner may say to `init`; what is nil is chosen.
public struct InitRequest: Sendable, Equatable {
  /// A rack to try things out: everything named after its UUID, a network on a free range.
  public var trial = false
  /// The owner's name.
  public var ownerName: String?
  /// The owner's mail address.
  public var ownerMail: String?
  /// libvirt's URI.
  public var uri: String?
  /// The host's name in lists.
  public var hostName: String?
  /// The IANA zone.
  public var timezone: String?
  /// The directory of the pool.
  public var poolPath: String?
  /// The directory of the snapshot chains.
  public var points: String?
  /// The range of the NAT network.
  public var ipv4: IPv4Network?
  /// The IPv6 prefix.
  public var ipv6: IPv6Network?
  /// A bridge of the owner's instead of a NAT network.
  public var bridge: String?
  /// The way out behind that bridge.
  public var gateway: IPv4Address?
  /// The DNS servers that guests are told.
  public var dns: [IPv4Address] = []

  /// Makes an empty request.
  public init() {}

  /// Whether nothing was said that a configuration holds.
  public var isEmpty: Bool {
    var other = self
    other.trial = false
    return other == InitRequest()
  }
}

/// What is known about the machine that `init` runs on.
public struct Surroundings: Sendable, Equatable {
  /// The user behind sudo, as people write the name.
  public let userName: String
  /// The machine's name.
  public let hostName: String
  /// The machine's IANA zone.
  public let timezone: String

  /// Makes a record.
  public init(userName: String, hostName: String, timezone: String) {
    self.userName = userName
    self.hostName = hostName
    self.timezone = timezone
  }
}

/// Draws up the configuration of a new rack.
public enum Initialization {
  /// Decides every value; `used` are the ranges that the host routes already.
  ///
  /// Throws `usage` when options contradict each other, `cannotCreate` when the range is in use or none is free.
  public static func configuration(
    for request: InitRequest,
    rack: UUID,
    surroundings: Surroundings,
    used: [IPv4Network]
  ) throws(Failure) -> Configuration {
    let suffix = request.trial ? "-\(rack.short)" : ""
    return Configuration(
      rack: rack,
      trial: request.trial,
      owner: .init(name: request.ownerName ?? surroundings.userName, mail: request.ownerMail),
      host: .init(name: request.hostName ?? surroundings.hostName, uri: request.uri ?? "qemu:///system"),
      timezone: request.timezone ?? surroundings.timezone,
      pool: .init(name: "coloc\(suffix)", path: request.poolPath ?? "/var/lib/libvirt/images/coloc\(suffix)"),
      points: request.points ?? "/var/lib/coloc-points\(suffix)",
      network: try network(for: request, suffix: suffix, used: used),
      dns: request.dns,
      filters: "coloc\(suffix)",
      trashDays: 14,
      reserve: request.trial
        ? .init(disk: .gibibytes(1), memory: .mebibytes(512)) : .init(disk: .gibibytes(10), memory: .gibibytes(2))
    )
  }

  private static func network(
    for request: InitRequest,
    suffix: String,
    used: [IPv4Network]
  ) throws(Failure) -> Configuration.Network {
    if let bridge = request.bridge {
      guard let ipv4 = request.ipv4, let gateway = request.gateway, ipv4.contains(gateway) else {
        throw Failure(.usage, "--bridge wants --network CIDR and a --gateway inside it")
      }
      return .bridge(device: bridge, ipv4: ipv4, gateway: gateway, ipv6: request.ipv6)
    }
    guard request.gateway == nil else { throw Failure(.usage, "--gateway goes with --bridge") }
    return .nat(name: "coloc\(suffix)", ipv4: try range(for: request, used: used), ipv6: request.ipv6)
  }

  private static func range(for request: InitRequest, used: [IPv4Network]) throws(Failure) -> IPv4Network {
    let usual = IPv4Network(holding: IPv4Address(value: 10 << 24 | 77 << 16), prefix: 24)
    if request.trial, request.ipv4 == nil {
      let candidates = (77...126).map { IPv4Network(holding: IPv4Address(value: 10 << 24 | $0 << 16), prefix: 24) }
      if let free = candidates.first(where: { range in !used.contains { $0.overlaps(range) } }) { return free }
      throw Failure(.cannotCreate, "no free range from 10.77.0.0/24 to 10.126.0.0/24", hint: "name one: --network CIDR")
    }
    let range = request.ipv4 ?? usual
    if let other = used.first(where: { $0.overlaps(range) }) {
      throw Failure(
        .cannotCreate,
        "\(range) is in use on this host already, as \(other)",
        hint: "name another: --network CIDR"
      )
    }
    return range
  }
}
