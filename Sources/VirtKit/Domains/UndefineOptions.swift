import CLibvirt

/// What goes away together with a domain's definition (virDomainUndefineFlagsValues).
public struct UndefineOptions: OptionSet, Sendable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Options from libvirt's bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The saved memory image; without it a saved domain cannot be undefined.
  public static let managedSave = UndefineOptions(rawValue: VIR_DOMAIN_UNDEFINE_MANAGED_SAVE.rawValue)
  /// libvirt's notes about snapshots, not their data.
  public static let snapshotsMetadata = UndefineOptions(rawValue: VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA.rawValue)
  /// libvirt's notes about checkpoints, not their data.
  public static let checkpointsMetadata = UndefineOptions(rawValue: VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA.rawValue)
  /// The file with the UEFI variables.
  public static let nvram = UndefineOptions(rawValue: VIR_DOMAIN_UNDEFINE_NVRAM.rawValue)
  /// The file with the UEFI variables stays; a domain with one needs this or `nvram`.
  public static let keepNVRAM = UndefineOptions(rawValue: VIR_DOMAIN_UNDEFINE_KEEP_NVRAM.rawValue)
}
