/// What a host is and has.
public struct HostFacts: Sendable, Equatable {
  /// The host's own name.
  public let hostName: String
  /// libvirt's version as libvirt counts (9000000 is 9.0.0).
  public let libvirtVersion: Int
  /// QEMU's version, counted alike.
  public let hypervisorVersion: Int
  /// Its processors.
  public let cpus: Int
  /// Its memory.
  public let memory: ByteCount
  /// What holds its guests apart, as libvirt names it: `apparmor`, `dac`.
  public let securityModels: [String]
  /// The numbers of the user and the group that QEMU runs as; nil when libvirt does not tell.
  public let qemu: Account?

  /// Makes a record.
  public init(
    hostName: String,
    libvirtVersion: Int,
    hypervisorVersion: Int,
    cpus: Int,
    memory: ByteCount,
    securityModels: [String] = [],
    qemu: Account? = nil
  ) {
    self.hostName = hostName
    self.libvirtVersion = libvirtVersion
    self.hypervisorVersion = hypervisorVersion
    self.cpus = cpus
    self.memory = memory
    self.securityModels = securityModels
    self.qemu = qemu
  }
}

/// A user of a host, by numbers.
public struct Account: Sendable, Equatable {
  /// The user.
  public let user: UInt32
  /// The groups it is in.
  public let groups: [UInt32]

  /// Makes an account.
  public init(user: UInt32, groups: [UInt32]) {
    self.user = user
    self.groups = groups
  }
}

/// What trying a guest on a host showed.
public struct VirtualizationProbe: Sendable, Equatable {
  /// Why KVM does not work, in words; nil when a guest ran under it.
  public let kvmFault: String?
  /// The machine type that new VMs are pinned to.
  public let machine: String

  /// Makes a result.
  public init(kvmFault: String?, machine: String) {
    self.kvmFault = kvmFault
    self.machine = machine
  }
}

/// One libvirt object that `init` makes for a rack and `deinit` removes.
public enum RackObject: Sendable, Equatable {
  /// The storage pool.
  case pool(String)
  /// The network.
  case network(String)
  /// A packet filter.
  case filter(String)
}

/// What `init` and `deinit` ask of a host. Objects are proven ours by a UUID derived from the rack's. Throws `Failure`.
public protocol RackHost: Sendable {
  /// What the host is and has.
  func facts() async throws -> HostFacts
  /// Tries a tiny guest under KVM, in the rack's pool, and names the machine type to pin.
  func probe(pool: String) async throws -> VirtualizationProbe
  /// The ranges that the host's networks and routes already use, without those of the named network.
  func usedRanges(except network: String?) async throws -> [IPv4Network]
  /// Makes the pool, network and filters of a configuration, or repairs them; says what it did.
  func prepare(_ configuration: Configuration, reservations: [Reservation]) async throws -> [String]
  /// Removes pool, network and filters where they are this rack's; says what it did.
  func remove(_ configuration: Configuration) async throws -> [String]
}

/// A libvirt host as coloc sees it.
public typealias Hypervisor = ChangeHost & MachineHost & NetworkHost & PointHost & RackHost & VolumeHost
