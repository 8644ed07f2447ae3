/// What a checkpoint's XML says.
public struct CheckpointDescription: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The checkpoint before it; nil for the first.
  public var parent: String?
  /// The disks whose writes it notes, with the bytes written since where they were asked for.
  public var disks: [Disk]

  /// A disk whose writes are noted.
  public struct Disk: Sendable, Hashable {
    /// The device in the guest, as in `vda`.
    public var target: String
    /// Bytes that a backup since this checkpoint would copy at least; nil when nobody asked.
    public var size: UInt64?

    /// A disk.
    public init(target: String, size: UInt64?) {
      self.target = target
      self.size = size
    }
  }

  /// Reads a checkpoint's XML.
  ///
  /// - Throws: `XMLError`, or `DescriptionError` for another kind of XML.
  public init(xml: String) throws {
    let root = try XMLElement(parsing: xml)
    guard root.name == "domaincheckpoint" else {
      throw DescriptionError(expected: "domaincheckpoint", found: root.name)
    }
    name = root.first("name")?.text ?? ""
    parent = root.first("parent", "name")?.text
    disks = (root.first("disks")?.elements("disk") ?? []).filter { $0["checkpoint"] == "bitmap" }.map { disk in
      Disk(target: disk["name"] ?? "", size: disk["size"].flatMap { UInt64($0) })
    }
  }
}
