/// How a domain's processors are made (`<domain type=…>`).
public struct VirtualizationType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// libvirt's word.
  public let rawValue: String

  /// A type by libvirt's word; others than the two below survive.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The host's processor, through KVM.
  public static let kvm = VirtualizationType(rawValue: "kvm")
  /// QEMU's own emulation: works everywhere, some twenty times slower.
  public static let qemu = VirtualizationType(rawValue: "qemu")

  /// libvirt's word.
  public var description: String { rawValue }
}
