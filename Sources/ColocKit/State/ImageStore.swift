/// The records of the images in the pool; whoever writes holds the lock of the images.
public struct ImageStore: Sendable {
  private let directory: RecordDirectory<StoredImage>

  /// The store of a layout.
  public init(layout: StateLayout) { directory = RecordDirectory(path: layout.images) }

  /// All images by name; throws when one cannot be read.
  public func all() throws(Failure) -> [ImageRecord] { try survey().whole() }

  /// All images that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<ImageRecord> {
    let found = try directory.records()
    return Records(records: found.records.map(\.image), unreadable: found.unreadable)
  }

  /// One image, or nil.
  ///
  /// - Throws: `Failure(.invalidFile)` with all faults, `.notPermitted` for a mode that is too open.
  public func read(_ name: ImageName) throws(Failure) -> ImageRecord? { try directory.read(name.description)?.image }

  /// Writes an image's record, over one of the same name: its content is the same, the name says so.
  public func add(_ image: ImageRecord) throws(Failure) { try directory.write(StoredImage(image)) }

  /// Removes an image's record; one that is not there is already removed.
  public func remove(_ name: ImageName) throws(Failure) { try directory.remove(name.description) }
}
