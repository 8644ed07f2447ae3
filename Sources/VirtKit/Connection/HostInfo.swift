public import FoundationEssentials

/// What a host says of itself.
public struct HostInfo: Sendable, Equatable {
  /// Its host name, as the daemon sees it.
  public var hostName: String
  /// libvirt's UUID of the host, from SMBIOS or libvirtd.conf; nil where the driver has none (libvirt's test driver).
  public var hostUUID: UUID?
  /// The daemon's version: major * 1,000,000 + minor * 1,000 + release.
  public var libvirtVersion: Int
  /// The hypervisor's version, coded alike; 0 when the daemon does not know one.
  public var hypervisorVersion: Int
  /// Processors that are on.
  public var cpus: Int
  /// Memory in bytes.
  public var memory: UInt64
  /// Free memory in bytes, caches not counted as free.
  public var memoryFree: UInt64
  /// What holds its guests apart, as in `apparmor` and `dac`.
  public var securityModels: [SecurityModel]

  /// A host with every part given, as a fake in a test needs it.
  public init(
    hostName: String,
    hostUUID: UUID?,
    libvirtVersion: Int,
    hypervisorVersion: Int,
    cpus: Int,
    memory: UInt64,
    memoryFree: UInt64,
    securityModels: [SecurityModel] = []
  ) {
    self.hostName = hostName
    self.hostUUID = hostUUID
    self.libvirtVersion = libvirtVersion
    self.hypervisorVersion = hypervisorVersion
    self.cpus = cpus
    self.memory = memory
    self.memoryFree = memoryFree
    self.securityModels = securityModels
  }
}

/// One security driver of a hypervisor, as its capabilities tell.
public struct SecurityModel: Sendable, Hashable {
  /// The driver: `apparmor`, `selinux`, `dac`, `none`.
  public var name: String
  /// The label that a guest gets when its definition names none: `+64055:+64055` for `dac`; nil where it is drawn.
  public var baseLabel: String?

  /// A driver with every part given, as a fake in a test needs it.
  public init(name: String, baseLabel: String?) {
    self.name = name
    self.baseLabel = baseLabel
  }
}
