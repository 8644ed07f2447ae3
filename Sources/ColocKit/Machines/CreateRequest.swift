/// What the owner typed for `vm create`.
public struct CreateRequest: Sendable, Equatable {
  /// The new VM's name.
  public let name: VMName
  /// The tenant it is for.
  public let tenant: TenantName
  /// The distribution.
  public let os: OperatingSystem
  /// The release; nil takes the newest image at hand.
  public let release: Release?
  /// What starts its image; nil takes the distribution's usual one where there is a choice.
  public let firmware: Firmware?
  /// Virtual CPUs, 1 or more.
  public let vcpus: Int
  /// Memory.
  public let memory: ByteCount
  /// Disk.
  public let disk: ByteCount
  /// The account; nil takes the template's.
  public let login: LoginName?
  /// Why, for the audit log.
  public let reason: String?

  /// Makes a request.
  public init(
    name: VMName,
    tenant: TenantName,
    os: OperatingSystem,
    release: Release?,
    firmware: Firmware? = nil,
    vcpus: Int,
    memory: ByteCount,
    disk: ByteCount,
    login: LoginName? = nil,
    reason: String? = nil
  ) {
    self.name = name
    self.tenant = tenant
    self.os = os
    self.release = release
    self.firmware = firmware
    self.vcpus = vcpus
    self.memory = memory
    self.disk = disk
    self.login = login
    self.reason = reason
  }

  /// What it takes of an agreement.
  public var demand: Demand { Demand(vms: 1, vcpus: vcpus, memory: memory, disk: disk) }
}
