import Crypto
import Glibc

/// An image file, opened once: what is judged, hashed and uploaded is the same file, whatever happens to its path.
public final class OpenedImage: Sendable {
  /// The path that was opened.
  public let path: String
  /// The open descriptor, read-only; closed with the object.
  public let descriptor: Int32
  /// The size of the file in bytes.
  public let size: ByteCount
  private let opened: FileStamp

  /// Opens a regular file, not through a symbolic link (O_NOFOLLOW).
  ///
  /// - Throws: `Failure`: `notFound`, `notPermitted`, or `invalidFile` when it is no regular file.
  public init(opening path: String) throws(Failure) {
    let shown = Printable.clean(path)
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw Failure(.notFound, "there is no file \(shown)")
      case ELOOP: throw Failure(.invalidFile, "\(shown) is a symbolic link", hint: "name the file it points to")
      case let code: throw Failure(.notPermitted, "cannot read \(shown): \(String(cString: strerror(code)))")
      }
    }
    guard let opened = FileStamp(of: descriptor), opened.isRegular else {
      close(descriptor)
      throw Failure(.invalidFile, "\(shown) is not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    self.opened = opened
    size = ByteCount(bytes: opened.size)
  }

  deinit { close(descriptor) }

  /// Up to `count` bytes from `offset` on; fewer only at the end.
  public func read(at offset: Int64, count: Int) throws(Failure) -> [UInt8] {
    var fault: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let place = buffer.baseAddress?.advanced(by: filled)
        let got = pread(descriptor, place, count - filled, Int(offset) + filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { fault = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    guard fault == 0 else {
      throw Failure(.unexpected, "cannot read \(Printable.clean(path)): \(String(cString: strerror(fault)))")
    }
    return bytes
  }

  /// Reads the whole file once, hands every piece to `body`, and returns the digest of exactly what was handed out.
  ///
  /// - Throws: `Failure` when the file changed meanwhile; what `body` throws; `CancellationError`.
  public func stream(_ body: ([UInt8]) async throws -> Void = { _ in }) async throws -> Digest {
    var hash = SHA512()
    var offset: Int64 = 0
    while true {
      try Task.checkCancellation()
      let bytes = try read(at: offset, count: 1 << 20)
      guard !bytes.isEmpty else { break }
      hash.update(data: bytes)
      offset += Int64(bytes.count)
      try await body(bytes)
    }
    try checkUnchanged()
    guard offset == size.bytes else { throw changed }
    return try Digest(hash.finalize())
  }

  /// Throws when size or times of the file are not what they were when it was opened.
  public func checkUnchanged() throws(Failure) {
    guard FileStamp(of: descriptor) == opened else { throw changed }
  }

  /// Whether this is the file that had a stamp, unchanged.
  func isUnchanged(since stamp: FileStamp) -> Bool { opened == stamp }

  private var changed: Failure {
    Failure(.invalidFile, "\(Printable.clean(path)) changed while it was read", hint: "try again once it is complete")
  }
}
