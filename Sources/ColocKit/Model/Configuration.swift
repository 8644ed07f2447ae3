public import Foundation

/// Everything one configuration manages: `coloc.yaml`, read.
public struct Configuration: Sendable, Equatable {
  /// Who owns the rack; stands in domain descriptions and in messages to tenants.
  public struct Owner: Sendable, Equatable {
    /// The owner's name as people write it.
    public var name: String
    /// Where tenants write to; nil when it is not told.
    public var mail: String?

    /// Makes an owner.
    public init(name: String, mail: String?) {
      self.name = name
      self.mail = mail
    }
  }

  /// The libvirt connection that VMs are made on.
  public struct Host: Sendable, Equatable {
    /// What the host is called in lists.
    public var name: String
    /// libvirt's URI: `qemu:///system` or `qemu+ssh://…`.
    public var uri: String

    /// Makes a host.
    public init(name: String, uri: String) {
      self.name = name
      self.uri = uri
    }
  }

  /// The libvirt storage pool for disks, base images and seeds.
  public struct Pool: Sendable, Equatable {
    /// The pool's name in libvirt.
    public var name: String
    /// The directory on the host, outside the state directory.
    public var path: String

    /// Makes a pool.
    public init(name: String, path: String) {
      self.name = name
      self.path = path
    }
  }

  /// Where VMs are attached.
  public enum Network: Sendable, Equatable {
    /// A NAT network of libvirt that coloc makes, with reservations only.
    case nat(name: String, ipv4: IPv4Network, ipv6: IPv6Network?)
    /// A bridge that the owner made; `gateway` is the way out, `ipv4` the range that coloc may give out.
    case bridge(device: String, ipv4: IPv4Network, gateway: IPv4Address, ipv6: IPv6Network?)

    /// The IPv4 range.
    public var ipv4: IPv4Network {
      switch self {
      case .nat(_, let ipv4, _): ipv4
      case .bridge(_, let ipv4, _, _): ipv4
      }
    }

    /// The IPv6 prefix, if any.
    public var ipv6: IPv6Network? {
      switch self {
      case .nat(_, _, let ipv6): ipv6
      case .bridge(_, _, _, let ipv6): ipv6
      }
    }

    /// The guests' way out.
    public var gateway: IPv4Address {
      switch self {
      case .nat(_, let ipv4, _): ipv4.first
      case .bridge(_, _, let gateway, _): gateway
      }
    }
  }

  /// What is kept free on the host.
  public struct Reserve: Sendable, Equatable {
    /// Kept free in the pool.
    public var disk: ByteCount
    /// Kept for the host itself.
    public var memory: ByteCount

    /// Makes a reserve.
    public init(disk: ByteCount, memory: ByteCount) {
      self.disk = disk
      self.memory = memory
    }
  }

  /// How runs take snapshots.
  public struct SnapshotPace: Sendable, Equatable {
    /// What is built in.
    public static let standard = SnapshotPace(parallel: 1, rate: nil)

    /// How many VMs at once: 1 or 2.
    public var parallel: Int
    /// How much is copied in a second, of each disk; nil for as much as goes.
    public var rate: ByteCount?

    /// Makes settings.
    public init(parallel: Int, rate: ByteCount?) {
      self.parallel = parallel
      self.rate = rate
    }
  }

  /// The rack's UUID, drawn by `init`; stands in every domain's metadata.
  public let rack: UUID
  /// Whether the rack was made by `init --trial`.
  public var trial: Bool
  /// The owner.
  public var owner: Owner
  /// The host.
  public var host: Host
  /// The zone in which people read times (IANA name).
  public var timezone: String
  /// The pool.
  public var pool: Pool
  /// The directory on the host for snapshot chains; outside the state directory, another disk is better.
  public var points: String
  /// Which snapshots stay of a VM that has no policy of its own.
  public var keep: RetentionPolicy
  /// The network.
  public var network: Network
  /// The DNS servers that guests are told; empty means that the way out is asked.
  public var dns: [IPv4Address]
  /// What the names of the packet filters begin with.
  public var filters: String
  /// How many days a deleted VM stays in the trash, 0 to 3650.
  public var trashDays: Int
  /// What is kept free.
  public var reserve: Reserve
  /// How runs take snapshots.
  public var snapshotPace: SnapshotPace
  /// How long a graceful stop may take, in seconds.
  public var stopTimeout: Int
  /// How many VMs stop at once.
  public var stopParallel: Int
  /// How long is waited until a VM that was started after an outage is ready, in seconds.
  public var startTimeout: Int
  /// How many VMs start at once after an outage.
  public var startParallel: Int
  /// The program that sends mail, absolute (sendmail(8)).
  public var sendmail: String
  /// How people are told of maintenance.
  public var announce: Announce

  /// Makes a configuration.
  public init(
    rack: UUID,
    trial: Bool = false,
    owner: Owner,
    host: Host,
    timezone: String,
    pool: Pool,
    points: String,
    keep: RetentionPolicy = .standard,
    network: Network,
    dns: [IPv4Address] = [],
    filters: String,
    trashDays: Int = 14,
    reserve: Reserve,
    snapshotPace: SnapshotPace = .standard,
    stopTimeout: Int = 120,
    stopParallel: Int = 4,
    startTimeout: Int = 180,
    startParallel: Int = 2,
    sendmail: String = "/usr/sbin/sendmail",
    announce: Announce = .standard
  ) {
    self.rack = rack
    self.trial = trial
    self.owner = owner
    self.host = host
    self.timezone = timezone
    self.pool = pool
    self.points = points
    self.keep = keep
    self.network = network
    self.dns = dns
    self.filters = filters
    self.trashDays = trashDays
    self.reserve = reserve
    self.snapshotPace = snapshotPace
    self.stopTimeout = stopTimeout
    self.stopParallel = stopParallel
    self.startTimeout = startTimeout
    self.startParallel = startParallel
    self.sendmail = sendmail
    self.announce = announce
  }
}
