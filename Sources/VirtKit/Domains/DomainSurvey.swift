/// A domain with everything that libvirt keeps about it, for who compares it with what it should be.
public struct DomainSurvey: Sendable, Equatable {
  /// What a list shows of it.
  public var record: DomainRecord
  /// Whether it is defined, and not only running.
  public var isPersistent: Bool
  /// Whether it starts with the host.
  public var autostart: Bool
  /// Its XML as it will start next.
  public var xml: String
  /// Its XML as it runs; nil while it is off.
  public var liveXML: String?
  /// The names of its snapshots.
  public var snapshots: [String]
  /// The names of its checkpoints.
  public var checkpoints: [String]

  /// A survey with every part given, as a fake in a test needs it.
  public init(
    record: DomainRecord,
    isPersistent: Bool,
    autostart: Bool,
    xml: String,
    liveXML: String?,
    snapshots: [String] = [],
    checkpoints: [String] = []
  ) {
    self.record = record
    self.isPersistent = isPersistent
    self.autostart = autostart
    self.xml = xml
    self.liveXML = liveXML
    self.snapshots = snapshots
    self.checkpoints = checkpoints
  }
}
