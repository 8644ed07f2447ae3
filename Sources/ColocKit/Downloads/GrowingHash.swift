import Crypto

/// The hash of a file that grows at its end.
final class GrowingHash {
  private let file: PartialFile
  private var hash = SHA512()
  /// How many bytes were taken in.
  private(set) var length: Int64 = 0

  init(_ file: PartialFile) { self.file = file }

  /// The digest of what was taken in.
  var digest: Digest { get throws { try Digest(hash.finalize()) } }

  /// Takes in what has come since; `progress` is told the length after each piece.
  func takeIn(_ progress: (Int64) -> Void = { _ in }) throws {
    while true {
      try Task.checkCancellation()
      let bytes = try file.read(at: length, count: 1 << 20)
      guard !bytes.isEmpty else { return }
      hash.update(data: bytes)
      length += Int64(bytes.count)
      progress(length)
    }
  }

  /// Empties the file and forgets what was in it.
  func beginAnew() throws {
    try file.empty()
    hash = SHA512()
    length = 0
  }

  /// The digest of the file as it is now, when it is what was taken in.
  func sealed() throws -> HashedFile {
    let stamp = try file.stamp()
    guard stamp.size == length else { throw Failure(.unexpected, "\(file.path) changed while it was read") }
    return HashedFile(digest: try digest, stamp: stamp)
  }
}
