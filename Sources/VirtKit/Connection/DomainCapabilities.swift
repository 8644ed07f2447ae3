/// What one virtualization type offers on a host, for one machine.
public struct DomainCapabilities: Sendable, Equatable {
  /// The type asked for.
  public var type: VirtualizationType
  /// The path of the emulator on the host.
  public var emulator: String
  /// The machine in its pinned form, as in `pc-q35-7.2`.
  public var machine: String
  /// The processor architecture, as in `x86_64`.
  public var architecture: String
  /// The most processors a domain may have; nil when not told.
  public var maximumVCPUs: Int?
  /// The processor modes offered, as in `host-passthrough`.
  public var cpuModes: [String]
  /// The firmware kinds that libvirt can choose a file for (`bios`, `efi`).
  public var firmware: [String]
  /// Paths of the UEFI loaders found on the host.
  public var loaders: [String]

  /// Whether a domain may ask for UEFI without naming a file.
  public var hasUEFI: Bool { firmware.contains("efi") }

  init(_ root: XMLElement, type: VirtualizationType) {
    self.type = type
    emulator = root.first("path")?.text ?? ""
    machine = root.first("machine")?.text ?? ""
    architecture = root.first("arch")?.text ?? ""
    maximumVCPUs = root.first("vcpu")?["max"].flatMap { Int($0) }
    cpuModes = root.first("cpu")?.elements("mode").filter { $0["supported"] == "yes" }.compactMap { $0["name"] } ?? []
    let os = root.first("os")
    firmware =
      os?.elements("enum").first { $0["name"] == "firmware" }?.elements("value").map(\.text) ?? []
    loaders = os?.first("loader")?.elements("value").map(\.text) ?? []
  }
}
