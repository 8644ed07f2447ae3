/// One consistent moment of all disks of a VM; shown to people as a snapshot.
public struct Point: Sendable, Equatable {
  /// coloc's own id, which names the files.
  public let id: PointID
  /// The name that the owner gave.
  public var name: PointName?
  /// Its number among all points that were ever taken of the VM: the order, whatever clocks did.
  public let sequence: Int
  /// When it was taken.
  public let created: Timestamp
  /// What it holds.
  public var level: PointLevel
  /// The point below it; nil for one that stands alone.
  public var parent: PointID?
  /// Its disks.
  public var disks: [PointDisk]
  /// The checkpoint from which libvirt notes what was written since; nil when no disk can be followed.
  public let checkpoint: String?
  /// Whether the UEFI variables are kept with it.
  public var hasNVRAM: Bool
  /// Whether it goes neither by age nor by hand.
  public var protected: Bool
  /// Why it was taken, in the owner's words.
  public var note: String?
  /// Why the last prune kept it.
  public var kept: [String]
  /// How far it is on its way out.
  public var state: PointState

  /// Makes a record.
  public init(
    id: PointID,
    name: PointName? = nil,
    sequence: Int,
    created: Timestamp,
    level: PointLevel,
    parent: PointID?,
    disks: [PointDisk],
    checkpoint: String?,
    hasNVRAM: Bool = false,
    protected: Bool = false,
    note: String? = nil,
    kept: [String] = [],
    state: PointState = .ok
  ) {
    self.id = id
    self.name = name
    self.sequence = sequence
    self.created = created
    self.level = level
    self.parent = parent
    self.disks = disks
    self.checkpoint = checkpoint
    self.hasNVRAM = hasNVRAM
    self.protected = protected
    self.note = note
    self.kept = kept
    self.state = state
  }

  /// What is typed behind the `@`: the given name, else the id.
  public var label: String { name?.description ?? id.description }
  /// What all its files take, without the few bytes of its definition.
  public var size: ByteCount { disks.map(\.size).total }
  /// Whether it shares nothing with a point below: all of its disks stand alone.
  public var isWhole: Bool { disks.allSatisfy(\.isWhole) }

  /// One of its disks.
  func disk(_ target: String) -> PointDisk? { disks.first { $0.target == target } }

  /// The file of one of its disks, in the directory of the VM's points.
  func file(_ target: String) -> String { "\(id)-\(target).qcow2" }
  /// The file of the UEFI variables.
  var nvramFile: String { "\(id)-nvram.fd" }
  /// The file of the domain's definition.
  var definitionFile: String { "\(id)-domain.xml" }
  /// All its files.
  var files: [String] { disks.map { file($0.target) } + [nvramFile, definitionFile] }

  /// What a file is called while it is written.
  static func part(_ file: String) -> String { "\(file).part" }

  /// What coloc's checkpoints begin with.
  static let checkpointPrefix = "coloc-"
  /// The checkpoint of a point.
  static func checkpoint(of id: PointID) -> String { "\(checkpointPrefix)\(id)" }
}
