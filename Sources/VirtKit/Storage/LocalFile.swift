import CLibvirt
import Glibc

/// An open file on this machine, closed when it goes out of scope.
struct LocalFile: ~Copyable {
  // lseek(2) on Linux; Glibc shows them only to programs that ask for GNU's extensions.
  private static let seekData: Int32 = 3
  private static let seekHole: Int32 = 4

  let path: String
  private let descriptor: Int32

  /// Opens a file to read. C: open(2).
  init(reading path: String) throws(SystemError) {
    try self.init(path, flags: O_RDONLY | O_CLOEXEC)
  }

  /// Makes a new file, mode 0600, that must not be there yet. C: open(2).
  init(creating path: String) throws(SystemError) {
    try self.init(path, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
  }

  /// Opens a file that is there to write it, not through a symbolic link. C: open(2), O_NOFOLLOW.
  init(writing path: String) throws(SystemError) {
    try self.init(path, flags: O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  }

  private init(_ path: String, flags: Int32) throws(SystemError) {
    self.path = path
    descriptor = unsafe Glibc.open(path, flags, 0o600)
    guard descriptor >= 0 else { throw SystemError(operation: "open file", object: path, errno: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// The length in bytes. C: fstat(2).
  func length() throws(SystemError) -> UInt64 {
    UInt64(try status().st_size)
  }

  /// Kind, owner, size and times. C: fstat(2).
  func status() throws(SystemError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure("look at file") }
    return status
  }

  /// Where the next data begins at or after `offset`; nil when only a hole follows. C: lseek(2), SEEK_DATA.
  func data(from offset: UInt64) throws(SystemError) -> UInt64? {
    let position = lseek(descriptor, off_t(offset), Self.seekData)
    if position < 0 {
      guard errno == ENXIO else { throw failure("read file") }
      return nil
    }
    return UInt64(position)
  }

  /// Where the data that stands at `offset` ends. C: lseek(2), SEEK_HOLE.
  func hole(from offset: UInt64) throws(SystemError) -> UInt64 {
    let position = lseek(descriptor, off_t(offset), Self.seekHole)
    guard position >= 0 else { throw failure("read file") }
    return UInt64(position)
  }

  /// Fills the buffer's first `count` bytes from `offset`; returns how many there were. C: pread(2).
  func read(_ buffer: inout [UInt8], count: Int, at offset: UInt64) throws(SystemError) -> Int {
    let got = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe pread(descriptor, bytes.baseAddress, min(count, bytes.count), off_t(offset))
    }
    guard got >= 0 else { throw failure("read file") }
    return got
  }

  /// Writes the buffer's first `count` bytes at `offset`. C: pwrite(2).
  func write(_ buffer: [UInt8], count: Int, at offset: UInt64) throws(SystemError) {
    var done = 0
    while done < count {
      let wrote = unsafe buffer.withUnsafeBytes { bytes in
        unsafe pwrite(descriptor, bytes.baseAddress?.advanced(by: done), count - done, off_t(offset) + off_t(done))
      }
      guard wrote > 0 else { throw failure("write file") }
      done += wrote
    }
  }

  /// Copies up to `count` bytes that another file has at `offset` to the same place, inside the kernel, which lets both
  /// files share them where the file system can. C: copy_file_range(2).
  ///
  /// - Returns: How many it took; nil when there is no such way between these two files, as between file systems.
  func take(from source: borrowing LocalFile, count: Int, at offset: UInt64) throws(SystemError) -> Int? {
    while true {
      let took = coloc_copy_range(source.descriptor, descriptor, Int64(offset), count)
      if took >= 0 { return took }
      switch errno {
      case EINTR: continue
      case ENOSYS, EOPNOTSUPP, EXDEV, EINVAL: return nil
      default: throw failure("write file")
      }
    }
  }

  /// Sets the length; what it grows by is a hole. C: ftruncate(2).
  func setLength(_ bytes: UInt64) throws(SystemError) {
    guard ftruncate(descriptor, off_t(bytes)) == 0 else { throw failure("write file") }
  }

  /// Waits until the content is on the disk. C: fsync(2).
  func synchronize() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw failure("write file") }
  }

  private func failure(_ operation: String) -> SystemError {
    SystemError(operation: operation, object: path, errno: errno)
  }
}
