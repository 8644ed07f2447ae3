public import FoundationEssentials

/// A virtual machine to define: a server without graphics, on virtio.
///
/// Rendered as libvirt's domain XML; what a server has no use for (graphics, video, USB, sleep) is not in it.
public struct DomainDefinition: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The UUID.
  public var uuid: UUID
  /// One short line for people.
  public var title: String?
  /// A longer text for people.
  public var description: String?
  /// Elements of other tools' namespaces, as `XMLElement.libosinfo(id:)`.
  public var metadata: [XMLElement] = []
  /// How its processors are made.
  public var type: VirtualizationType
  /// The processor architecture.
  public var architecture = "x86_64"
  /// The machine, pinned, as in `pc-q35-7.2`: a new QEMU then changes nothing in the guest.
  public var machine: String
  /// What boots it.
  public var firmware: Firmware = .bios
  /// The host's path of the UEFI variables; nil is libvirt's, which is named after the domain. Not read for BIOS.
  public var nvram: String?
  /// Memory in bytes.
  public var memory: UInt64
  /// Virtual processors.
  public var vcpus: Int
  /// How many it may have without a restart, `vcpus` or more; nil is just those it starts with.
  public var maximumVCPUs: Int?
  /// Its weight against other domains when processors are short; nil is the kernel's default.
  public var cpuShares: Int?
  /// The processor it sees; nil is the hypervisor's plain default.
  public var cpu: CPUMode?
  /// Its disks; the first one boots.
  public var disks: [DiskDefinition] = []
  /// Its network interfaces.
  public var interfaces: [InterfaceDefinition] = []
  /// Its serial console.
  public var console = ConsoleDefinition()
  /// Whether it has a channel for the guest agent.
  public var hasAgentChannel = true

  /// A machine with what it cannot do without; the rest is set afterwards.
  public init(name: String, uuid: UUID, type: VirtualizationType, machine: String, memory: UInt64, vcpus: Int) {
    self.name = name
    self.uuid = uuid
    self.type = type
    self.machine = machine
    self.memory = memory
    self.vcpus = vcpus
  }

  /// libvirt's domain XML.
  public var xml: String {
    get throws(XMLError) { try element().xml }
  }
}
