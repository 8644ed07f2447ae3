/// The processor a guest sees (`<cpu mode=…>`).
public struct CPUMode: RawRepresentable, Hashable, Sendable {
  /// libvirt's word.
  public let rawValue: String

  /// A mode by libvirt's word.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The host's own processor; the guest can only move to an equal host.
  public static let hostPassthrough = CPUMode(rawValue: "host-passthrough")
  /// The nearest model libvirt knows; moves to similar hosts.
  public static let hostModel = CPUMode(rawValue: "host-model")
  /// Everything the hypervisor can do, also under emulation.
  public static let maximum = CPUMode(rawValue: "maximum")
}
