import Glibc

/// What tells that a file is still the same and unchanged (fstat(2)).
struct FileStamp: Sendable, Equatable {
  let isRegular: Bool
  let size: Int64
  private let device: UInt
  private let inode: UInt
  private let modified: [Int]
  private let changed: [Int]

  init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = Int64(status.st_size)
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
  }
}
