/// One disk of a point: a qcow2 file with what changed since the point below, or with all.
public struct PointDisk: Sendable, Equatable {
  /// The device in the guest, as in `vda`.
  public let target: String
  /// The size the guest sees.
  public let capacity: ByteCount
  /// What its file takes.
  public var size: ByteCount
  /// The digest of its file; nil until it is written.
  public var digest: Digest?
  /// Whether it stands alone; else it stands on the same disk of the point below.
  public var isWhole: Bool
  /// The file that the guest writes to.
  public let source: String
  /// How that file was left, for a VM that was off; nil when it ran on.
  public var stamp: String?

  /// Makes a record.
  public init(
    target: String,
    capacity: ByteCount,
    size: ByteCount = .zero,
    digest: Digest? = nil,
    isWhole: Bool,
    source: String,
    stamp: String? = nil
  ) {
    self.target = target
    self.capacity = capacity
    self.size = size
    self.digest = digest
    self.isWhole = isWhole
    self.source = source
    self.stamp = stamp
  }

  /// The disk as it stands in the index.
  var json: JSONValue {
    .object([
      "target": .string(target), "capacity": .int(capacity.bytes), "size": .int(size.bytes), "digest": .text(digest),
      "whole": .bool(isWhole), "source": .string(source), "stamp": .text(stamp),
    ])
  }

  /// Whether a device's name can be a part of a file's: letters and digits, as `vda`.
  static func isPlain(_ target: String) -> Bool {
    !target.isEmpty && target.utf8.count <= 16
      && target.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
  }
}

extension PointDisk: ReadableRecord {
  /// Reads a disk of a point.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let target = record.required("target", .line)
    let capacity = record.required("capacity", .bytes)
    let size = record.required("size", .bytes)
    let digest = record.nullable("digest", .parsed(Digest.self))
    let isWhole = record.required("whole", .bool)
    let source = record.required("source", .line)
    let stamp = record.nullable("stamp", .line)
    if case .success(let target) = target, !Self.isPlain(target) { record.fault("target", "is no device as vda") }
    try record.end()
    self.init(
      target: try target.get(),
      capacity: try capacity.get(),
      size: try size.get(),
      digest: try digest.get(),
      isWhole: try isWhole.get(),
      source: try source.get(),
      stamp: try stamp.get()
    )
  }
}
