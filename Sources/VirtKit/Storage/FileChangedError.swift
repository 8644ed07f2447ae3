/// A local file became shorter while it was being uploaded.
public struct FileChangedError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String

  /// One sentence without a full stop.
  public var description: String { "\(path) became shorter while it was read" }
}
