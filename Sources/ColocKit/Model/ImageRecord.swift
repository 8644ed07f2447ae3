/// A verified base disk in the pool, below which nothing lies and above which VMs stand.
public struct ImageRecord: Sendable, Equatable {
  /// The file formats that an image may have.
  public enum Format: String, Sendable, CaseIterable {
    /// QEMU's copy-on-write format, version 2 or 3.
    case qcow2
    /// The bytes of the disk.
    case raw
  }

  /// The image's name.
  public let name: ImageName
  /// The distribution inside.
  public let os: OperatingSystem
  /// The distribution's release.
  public let release: Release
  /// The format of the file.
  public let format: Format
  /// What starts it.
  public let firmware: Firmware
  /// The size of the file in bytes.
  public let size: ByteCount
  /// The size of the disk that a guest sees.
  public let virtualSize: ByteCount
  /// The digest of the whole file.
  public let sha512: Digest
  /// Where it came from: a file's name, an URL, or `built`.
  public let source: String
  /// The libvirt pool that holds it.
  public let pool: String
  /// The volume within that pool.
  public let volume: String
  /// When it entered.
  public let added: Timestamp

  /// Makes a record.
  public init(
    os: OperatingSystem,
    release: Release,
    format: Format,
    firmware: Firmware,
    size: ByteCount,
    virtualSize: ByteCount,
    sha512: Digest,
    source: String,
    pool: String,
    added: Timestamp
  ) {
    name = ImageName(os: os, release: release, digest: sha512)
    self.os = os
    self.release = release
    self.format = format
    self.firmware = firmware
    self.size = size
    self.virtualSize = virtualSize
    self.sha512 = sha512
    self.source = source
    self.pool = pool
    volume = "image-\(name).\(format.rawValue)"
    self.added = added
  }

  /// The image as it stands in its record and in `image list --json`.
  public var json: JSONValue {
    .object([
      "name": .text(name), "os": .string(os.rawValue), "release": .text(release), "format": .string(format.rawValue),
      "firmware": .string(firmware.rawValue), "size": .int(size.bytes), "virtualSize": .int(virtualSize.bytes),
      "sha512": .text(sha512), "source": .string(source), "pool": .string(pool), "volume": .string(volume),
      "added": .text(added),
    ])
  }
}
