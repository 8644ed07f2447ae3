/// What is recorded of a VM that was made by other hands and taken in as it is.
public struct Adoption: Sendable, Equatable {
  /// The files and devices that its disks are, as libvirt names them; coloc never deletes them.
  public let disks: [String]
  /// When it was taken in.
  public let adopted: Timestamp

  /// Makes a record.
  public init(disks: [String], adopted: Timestamp) {
    self.disks = disks
    self.adopted = adopted
  }

  /// The record as it stands in a manifest.
  public var json: JSONValue { .object(["disks": .array(disks.map { .string($0) }), "adopted": .text(adopted)]) }
}
