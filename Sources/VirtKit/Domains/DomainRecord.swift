internal import CLibvirt
public import FoundationEssentials

/// What libvirt knows of a domain without asking its QEMU.
public struct DomainRecord: Sendable, Equatable {
  /// Its UUID, which stays.
  public var uuid: UUID
  /// Its name.
  public var name: String
  /// The number libvirt gave it for this run; nil while it is off.
  public var id: Int?
  /// What it is doing.
  public var state: DomainState
  /// Why, as libvirt's number: its meaning depends on the state (virDomainRunningReason and so on).
  public var stateReason: Int32
  /// Virtual processors it has now.
  public var vcpus: Int
  /// Memory it has now, in bytes.
  public var memory: UInt64
  /// Memory it may have, in bytes.
  public var maximumMemory: UInt64
  /// Whether its memory lies in a file, from which it goes on at its next start; false where nobody asked.
  public var hasManagedSave: Bool

  /// A record with every part given, as a fake in a test needs it.
  public init(
    uuid: UUID,
    name: String,
    id: Int?,
    state: DomainState,
    stateReason: Int32 = 0,
    vcpus: Int,
    memory: UInt64,
    maximumMemory: UInt64,
    hasManagedSave: Bool = false
  ) {
    self.uuid = uuid
    self.name = name
    self.id = id
    self.state = state
    self.stateReason = stateReason
    self.vcpus = vcpus
    self.memory = memory
    self.maximumMemory = maximumMemory
    self.hasManagedSave = hasManagedSave
  }
}

extension DomainRecord {
  /// Whether it is off because its guest went down, asked or not; false once the daemon has forgotten why.
  ///
  /// C: VIR_DOMAIN_SHUTOFF_SHUTDOWN of virDomainGetState.
  public var guestWentDown: Bool {
    state == .off && stateReason == Int32(bitPattern: VIR_DOMAIN_SHUTOFF_SHUTDOWN.rawValue)
  }
}
