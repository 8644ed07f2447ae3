public import FoundationEssentials

/// What a domain's XML says, as far as anyone here asks; libvirt's or anybody else's.
public struct DomainDescription: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The UUID; nil in XML that was never defined.
  public var uuid: UUID?
  /// The number of this run; nil when it is off.
  public var id: Int?
  /// The title.
  public var title: String?
  /// The description.
  public var description: String?
  /// The type (`kvm`, `qemu`).
  public var type: VirtualizationType
  /// The machine, as in `pc-q35-7.2`.
  public var machine: String?
  /// What libvirt chose or was told to boot with (`efi`); nil for the classic BIOS.
  public var firmware: String?
  /// The path of the firmware's code; nil for the classic BIOS.
  public var loader: String?
  /// The path of the file with the UEFI variables.
  public var nvram: String?
  /// The most memory, in bytes.
  public var memory: UInt64
  /// Processors it starts with.
  public var vcpus: Int
  /// The weight of its processors.
  public var cpuShares: Int?
  /// The processor mode, as in `host-passthrough`.
  public var cpuMode: CPUMode?
  /// Disks, CD drives included.
  public var disks: [DiskDescription]
  /// Network interfaces.
  public var interfaces: [InterfaceDescription]
  /// The pty of the first serial console on the host; nil when it is off.
  public var serialPath: String?
  /// Whether the guest agent holds its channel; nil when it is off or has no such channel.
  public var agentConnected: Bool?
  /// Whether there is a channel for the guest agent.
  public var hasAgentChannel: Bool
  /// Whether there is a serial console, by whatever name.
  public var hasSerialConsole: Bool
  /// Whether there is a virtio random number generator.
  public var hasRandom: Bool
  /// The kinds of its displays, as in `vnc`.
  public var graphics: [String]
  /// Elements of other tools' namespaces.
  public var metadata: [XMLElement]

  /// Reads a domain's XML.
  ///
  /// - Throws: `XMLError`, or `DescriptionError` when it is no domain.
  public init(xml: String) throws { try self.init(XMLElement(parsing: xml)) }

  /// Reads a domain's element. Throws `DescriptionError` when it is no domain.
  public init(_ root: XMLElement) throws {
    guard root.name == "domain" else { throw DescriptionError(expected: "domain", found: root.name) }
    name = root.first("name")?.text ?? ""
    uuid = root.first("uuid").flatMap { UUID(uuidString: $0.text) }
    id = root["id"].flatMap { Int($0) }
    title = root.first("title")?.text
    description = root.first("description")?.text
    type = VirtualizationType(rawValue: root["type"] ?? "")
    let os = root.first("os")
    machine = os?.first("type")?["machine"]
    loader = os?.first("loader").map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    firmware = os?["firmware"] ?? (os?.first("loader")?["type"] == "pflash" ? "efi" : nil)
    nvram = os?.first("nvram").map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    memory = root.first("memory")?.byteCount(defaultUnit: "KiB") ?? 0
    let processors = root.first("vcpu")
    vcpus = (processors?["current"] ?? processors?.text).flatMap { Int($0) } ?? 1
    cpuShares = root.first("cputune", "shares").flatMap { Int($0.text) }
    cpuMode = root.first("cpu")?["mode"].map { CPUMode(rawValue: $0) }
    let devices = root.first("devices")
    disks = devices?.elements("disk").map { DiskDescription($0) } ?? []
    interfaces = devices?.elements("interface").map { InterfaceDescription($0) } ?? []
    serialPath = devices?.first("serial", "source")?["path"]
    let channel = devices?.elements("channel").compactMap { $0.first("target") }
      .first { $0["name"] == "org.qemu.guest_agent.0" }
    hasAgentChannel = channel != nil
    agentConnected = channel?["state"].map { $0 == "connected" }
    hasSerialConsole = devices.map { !($0.elements("serial") + $0.elements("console")).isEmpty } ?? false
    hasRandom = devices?.elements("rng").contains { $0["model"]?.hasPrefix("virtio") == true } ?? false
    graphics = devices?.elements("graphics").compactMap { $0["type"] } ?? []
    metadata = root.first("metadata")?.elements() ?? []
  }

  /// libosinfo's identifier of the system inside, as virt-install and virt-manager write it.
  public var osinfo: String? { metadata(namespace: Self.libosinfoNamespace)?.first("os")?["id"] }

  /// The namespace of libosinfo's element in a domain's metadata.
  public static let libosinfoNamespace = "http://libosinfo.org/xmlns/libvirt/domain/1.0"

  /// The metadata element of one namespace.
  public func metadata(namespace: String) -> XMLElement? {
    metadata.first { $0.namespace == namespace }
  }
}
