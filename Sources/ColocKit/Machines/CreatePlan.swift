/// Everything `vm create` is about to do, decided before anything is touched.
public struct CreatePlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM with all its identifiers; its image digest is zeros while there is no image.
  public let vm: VMRecord
  /// The image below its disk; nil when none is at hand, which only a dry run accepts.
  public let image: ImageRecord?
  /// What goes onto the seed.
  public let seed: SeedContents
  /// What libvirt is told.
  public let definition: MachineDefinition
  /// The same as libvirt's XML.
  public let domainXML: String
  /// What the owner should know before.
  public let warnings: [String]
  /// Why, for the audit log.
  public let reason: String?
}
