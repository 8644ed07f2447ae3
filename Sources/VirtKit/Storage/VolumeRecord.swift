/// A storage volume.
public struct VolumeRecord: Sendable, Equatable {
  /// Its name, unique in its pool.
  public var name: String
  /// libvirt's key for it; for a file, its path.
  public var key: String
  /// Where it is on the host.
  public var path: String
  /// The image format as libvirt probed it, as in `qcow2`; nil for what has none.
  public var format: String?
  /// What a guest sees, in bytes.
  public var capacity: UInt64
  /// What it takes on disk, in bytes.
  public var allocation: UInt64
  /// The length of the file, in bytes; nil when libvirt does not tell.
  public var physical: UInt64?
  /// The path of the image below it; nil when it stands alone.
  public var backingPath: String?
  /// The access mode of the file in octal digits, as in `0600`; nil when libvirt does not tell.
  public var mode: String?
  /// The version of a qcow2 image's format (`1.1`); nil for the old one (0.10), which libvirt does not name.
  public var compat: String?

  /// A record with every part given, as a fake in a test needs it.
  public init(
    name: String,
    key: String,
    path: String,
    format: String?,
    capacity: UInt64,
    allocation: UInt64,
    physical: UInt64? = nil,
    backingPath: String? = nil,
    mode: String? = nil,
    compat: String? = nil
  ) {
    self.name = name
    self.key = key
    self.path = path
    self.format = format
    self.capacity = capacity
    self.allocation = allocation
    self.physical = physical
    self.backingPath = backingPath
    self.mode = mode
    self.compat = compat
  }

  /// Reads libvirt's volume XML.
  init(parsing xml: String) throws {
    let root = try XMLElement(parsing: xml)
    let target = root.first("target")
    self.init(
      name: root.first("name")?.text ?? "",
      key: root.first("key")?.text ?? "",
      path: target?.first("path")?.text ?? "",
      format: target?.first("format")?["type"],
      capacity: root.first("capacity")?.byteCount ?? 0,
      allocation: root.first("allocation")?.byteCount ?? 0,
      physical: root.first("physical")?.byteCount,
      backingPath: root.first("backingStore", "path")?.text,
      mode: target?.first("permissions", "mode")?.text,
      compat: target?.first("compat")?.text
    )
  }
}
