import CPosix
import Glibc

/// An open file, closed when it goes out of use.
struct Descriptor: ~Copyable, Sendable {
  /// The number that the kernel gave (open(2)).
  let number: Int32
  /// The file's path, for words only.
  let path: String

  /// Takes over an open descriptor.
  init(adopting number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  /// What fstat(2) says.
  func status() throws(SystemFault) -> stat {
    var status = stat()
    _ = try SystemCall.run("examine", path) { fstat(number, &status) }
    return status
  }

  /// Brings content and size to the disk (fsync(2)); a fault is final, the kernel forgets what it could not write.
  func sync() throws(SystemFault) { _ = try SystemCall.run("bring to the disk", path) { fsync(number) } }

  /// Cuts the file to a length (ftruncate(2)).
  func truncate(to length: Int) throws(SystemFault) {
    _ = try SystemCall.run("cut", path) { ftruncate(number, off_t(length)) }
  }

  /// Takes the lock of the open file without waiting (fcntl(2), F_OFD_SETLK); false when another holds it.
  func tryLock() throws(SystemFault) -> Bool {
    do throws(SystemFault) {
      _ = try SystemCall.run("lock", path) { coloc_ofd_try_lock(number) }
      return true
    } catch {
      if error.code == EAGAIN || error.code == EACCES { return false }
      throw error
    }
  }

  /// Whether another open file holds the lock of this one (fcntl(2), F_OFD_GETLK); takes nothing.
  func isLocked() throws(SystemFault) -> Bool {
    try SystemCall.run("look at the lock of", path) { coloc_ofd_is_locked(number) } == 1
  }
}
