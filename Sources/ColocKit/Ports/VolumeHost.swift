/// A volume of a storage pool.
public struct Volume: Sendable, Equatable {
  /// Its name within the pool.
  public let name: String
  /// The size a guest sees.
  public let capacity: ByteCount
  /// What it takes on the host now.
  public let allocation: ByteCount

  /// Makes a record.
  public init(name: String, capacity: ByteCount, allocation: ByteCount) {
    self.name = name
    self.capacity = capacity
    self.allocation = allocation
  }
}

/// A storage pool.
public struct StoragePool: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// Its directory on the host.
  public let path: String
  /// Whether it is started.
  public let active: Bool
  /// What the file system below it still has.
  public let available: ByteCount

  /// Makes a record.
  public init(name: String, path: String, active: Bool, available: ByteCount) {
    self.name = name
    self.path = path
    self.active = active
    self.available = available
  }
}

/// What coloc asks of a host about disks. Every call throws `Failure`.
public protocol VolumeHost: Sendable {
  /// A pool with fresh figures, or nil when there is none of that name.
  func pool(_ name: String) async throws -> StoragePool?
  /// All volumes of a pool.
  func volumes(in pool: String) async throws -> [Volume]
  /// One volume, or nil.
  func volume(_ name: String, in pool: String) async throws -> Volume?
  /// Makes a qcow2 disk (compat 1.1, mode 0600) above a base image of the same pool.
  func createDisk(
    _ name: String,
    in pool: String,
    capacity: ByteCount,
    above base: String,
    baseFormat: ImageRecord.Format
  ) async throws
  /// Makes an empty volume for `upload`, of the given format and the file's size.
  func createVolume(_ name: String, in pool: String, capacity: ByteCount, format: ImageRecord.Format) async throws
  /// Fills a volume with the bytes of a local file, holes kept; `progress` is told the bytes sent so far.
  func upload(
    _ path: String,
    to name: String,
    in pool: String,
    progress: @escaping @Sendable (Int64) -> Void
  ) async throws
  /// Removes a volume; one that is not there is success.
  func deleteVolume(_ name: String, in pool: String) async throws
}
