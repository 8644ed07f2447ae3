/// A domain as it is, coloc's own or not: what its definition says, and what was found beside it.
public struct MachineSurvey: Sendable, Equatable {
  /// The domain; its memory and processors are the most that it has or starts with.
  public var machine: Machine
  /// Whether it is defined, and not only running.
  public var isPersistent: Bool
  /// Whether libvirt starts it with its daemon.
  public var autostart: Bool
  /// Whose mark it carries.
  public var mark: MachineMark
  /// What starts it.
  public var firmware: Firmware
  /// The machine type, as in `pc-i440fx-7.2`; nil when the definition names none.
  public var machineType: String?
  /// Whether KVM runs it.
  public var kvm: Bool
  /// The processor mode, as in `host-passthrough`; nil when the definition names none.
  public var cpuMode: String?
  /// Its disks, without CD and floppy drives.
  public var disks: [SurveyedDisk]
  /// Its network interfaces.
  public var interfaces: [SurveyedInterface]
  /// Whether there is a serial console.
  public var hasSerialConsole = true
  /// Whether there is a channel for the guest agent.
  public var hasAgentChannel = true
  /// Whether there is a virtio random number generator.
  public var hasRandom = true
  /// The kinds of its displays, as in `vnc`.
  public var graphics: [String] = []
  /// How many snapshots libvirt has notes of.
  public var snapshots = 0
  /// libosinfo's identifier of the system inside.
  public var osinfo: String?
  /// Namespaces of metadata that is neither coloc's nor libosinfo's.
  public var metadata: [String] = []
  /// Where it was seen in the network; hearsay, never trusted.
  public var sightings: [Sighting] = []

  /// Makes a survey of a domain that has everything else in coloc's own form.
  public init(
    machine: Machine,
    isPersistent: Bool = true,
    autostart: Bool = true,
    mark: MachineMark = .none,
    firmware: Firmware = .bios,
    machineType: String? = nil,
    kvm: Bool = false,
    cpuMode: String? = nil,
    disks: [SurveyedDisk],
    interfaces: [SurveyedInterface]
  ) {
    self.machine = machine
    self.isPersistent = isPersistent
    self.autostart = autostart
    self.mark = mark
    self.firmware = firmware
    self.machineType = machineType
    self.kvm = kvm
    self.cpuMode = cpuMode
    self.disks = disks
    self.interfaces = interfaces
  }
}
