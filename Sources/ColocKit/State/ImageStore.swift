/// The records of the images in the pool.
public struct ImageStore: Sendable {
  private let locks: Locks
  private let directory: RecordDirectory<ImageFile>

  /// Makes a store.
  public init(_ layout: StateLayout, locks: Locks) {
    self.locks = locks
    directory = RecordDirectory(path: layout.images)
  }

  /// All images by name, and the files that cannot be used.
  public func all() throws(Failure) -> Records<ImageRecord> {
    let found = try directory.all()
    return Records(records: found.records.map(\.image), unreadable: found.unreadable)
  }

  /// One image, or nil.
  ///
  /// - Throws: `Failure(.invalidFile)` with all faults, `.notPermitted` for a mode that is too open.
  public func read(_ name: ImageName) throws(Failure) -> ImageRecord? { try directory.read(name.description)?.image }

  /// Writes an image's record; the same content twice is the same image.
  public func write(_ image: ImageRecord) throws {
    try locks.holding(.images) { try directory.write(ImageFile(image)) }
  }

  /// Removes an image's record after `check` has seen it under the lock and thrown nothing.
  ///
  /// - Throws: `Failure(.notFound)` when there is none, or what `check` throws.
  public func remove(_ name: ImageName, check: (ImageRecord) throws -> Void) throws {
    try locks.holding(.images) {
      guard let image = try read(name) else {
        throw Failure(.notFound, "there is no image \(name)", hint: "coloc image list")
      }
      try check(image)
      try directory.remove(name.description)
    }
  }
}
