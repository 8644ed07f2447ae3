import CLibvirt

/// How a domain is started (virDomainCreateFlags).
public struct DomainStartFlags: OptionSet, Sendable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Flags from libvirt's bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Its processors stand still until it is resumed.
  public static let paused = DomainStartFlags(rawValue: VIR_DOMAIN_START_PAUSED.rawValue)
  /// It is destroyed when this connection closes, also when this process dies.
  public static let autoDestroy = DomainStartFlags(rawValue: VIR_DOMAIN_START_AUTODESTROY.rawValue)
  /// A saved memory image is thrown away: the guest boots.
  public static let forceBoot = DomainStartFlags(rawValue: VIR_DOMAIN_START_FORCE_BOOT.rawValue)
}
