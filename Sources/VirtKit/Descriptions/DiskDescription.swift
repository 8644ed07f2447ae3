/// What a domain's XML says of one disk.
public struct DiskDescription: Sendable, Hashable {
  /// Where its bytes are; nil for an empty drive, or a kind of source not listed.
  public var source: DiskDefinition.Source?
  /// The same in words: a path, `POOL/VOLUME`, or `PROTOCOL:NAME` of a disk across the network; nil for an empty drive.
  public var place: String?
  /// `disk`, `cdrom`, `floppy` or `lun`.
  public var device: String
  /// The device in the guest, as in `vda`.
  public var target: String
  /// The bus, as in `virtio`.
  public var bus: String?
  /// The image format.
  public var format: String?
  /// Whether the guest may only read it.
  public var isReadOnly: Bool
  /// What the guest can find it by.
  public var serial: String?
  /// Paths of the images below it, nearest first, as far as libvirt has looked.
  public var backingPaths: [String]

  init(_ disk: XMLElement) {
    let source = disk.first("source")
    if let path = source?["file"] {
      self.source = .file(path)
    } else if let pool = source?["pool"], let volume = source?["volume"] {
      self.source = .volume(pool: pool, name: volume)
    } else if let path = source?["dev"] {
      self.source = .block(path)
    } else {
      self.source = nil
    }
    place = source.flatMap { Self.place($0) }
    device = disk["device"] ?? "disk"
    target = disk.first("target")?["dev"] ?? ""
    bus = disk.first("target")?["bus"]
    format = disk.first("driver")?["type"]
    isReadOnly = disk.first("readonly") != nil
    serial = disk.first("serial")?.text
    backingPaths = []
    var below = disk.first("backingStore")
    while let layer = below {
      if let source = layer.first("source"), let path = source["file"] ?? source["dev"] { backingPaths.append(path) }
      below = layer.first("backingStore")
    }
  }

  private static func place(_ source: XMLElement) -> String? {
    if let path = source["file"] ?? source["dev"] ?? source["dir"] { return path }
    if let pool = source["pool"], let volume = source["volume"] { return "\(pool)/\(volume)" }
    return source["protocol"].map { "\($0):\(source["name"] ?? "")" }
  }
}
