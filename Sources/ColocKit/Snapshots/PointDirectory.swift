import CPosix
internal import Foundation
import Glibc

/// The directory of one VM's points: what lies in it, and every change of a name brought to the disk.
struct PointDirectory: Sendable {
  /// Its path.
  let path: String

  /// The path of a file in it.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Whether it is there.
  var exists: Bool { access(path, F_OK) == 0 }

  /// Makes it, so that QEMU's user can pass and nobody can list; the directory around it must be there.
  func ensure() throws(Failure) {
    guard !exists else { return }
    try Failure.wording { () throws(SystemFault) in
      let above = FileLocation(path)
      let directory = try Directory(above.directory)
      _ = try SystemCall.run("make the directory", path) { mkdirat(directory.number, above.name, 0o711) }
      // The umask has taken something off.
      _ = try SystemCall.run("set the mode of", path) { fchmodat(directory.number, above.name, 0o711, 0) }
      try directory.sync()
    }
  }

  /// The names in it, sorted; none where it is not there.
  func names() throws(Failure) -> [String] {
    guard exists else { return [] }
    return try Failure.wording { () throws(SystemFault) in try Directory(path).names() }
  }

  /// Whether a file is there.
  func contains(_ name: String) -> Bool { access(path(of: name), F_OK) == 0 }

  /// Makes an empty file that only root may touch, where none is.
  func makeEmpty(_ name: String) throws(Failure) {
    try Failure.wording { () throws(SystemFault) in
      _ = try Directory(path).open(name, O_WRONLY | O_CREAT | O_EXCL)
    }
  }

  /// Writes a small file whole.
  func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    try DurableFile.write(bytes, to: path(of: name))
  }

  /// Brings a file's content to the disk, and takes it back from QEMU's user.
  func settle(_ name: String) throws(Failure) {
    try Failure.wording { () throws(SystemFault) in
      let file = try Directory(path).open(name, O_RDWR)
      // Durable while the guest's owner could still be written into it: libvirt gives it back only at the job's end.
      _ = try SystemCall.run("take back", path(of: name)) { fchown(file.number, geteuid(), getegid()) }
      _ = try SystemCall.run("set the mode of", path(of: name)) { fchmod(file.number, 0o600) }
      try file.sync()
    }
  }

  /// Puts files in their places, all names brought to the disk at once; a place that is taken is replaced.
  func rename(_ pairs: [(from: String, to: String)]) throws(Failure) {
    try Failure.wording { () throws(SystemFault) in
      let directory = try Directory(path)
      for (from, to) in pairs { try directory.rename(from, to: to) }
      try directory.sync()
    }
  }

  /// Removes files; those that are not there are already removed.
  func remove(_ names: [String]) throws(Failure) {
    guard exists else { return }
    try Failure.wording { () throws(SystemFault) in
      let directory = try Directory(path)
      for name in names {
        do throws(SystemFault) {
          try directory.unlink(name)
        } catch {
          if error.code != ENOENT { throw error }
        }
      }
      try directory.sync()
    }
  }

  /// Removes it with all that is in it; one that is not there is already removed.
  func erase() throws(Failure) {
    guard exists else { return }
    try remove(try names())
    try Failure.wording { () throws(SystemFault) in
      let above = FileLocation(path)
      let directory = try Directory(above.directory)
      _ = try SystemCall.run("remove", path) { unlinkat(directory.number, above.name, AT_REMOVEDIR) }
      try directory.sync()
    }
  }

  /// What a file takes on the disk: holes take nothing.
  func size(of name: String) throws(Failure) -> ByteCount {
    try Failure.wording { () throws(SystemFault) in
      let status = try Directory(path).open(name, O_RDONLY).status()
      return ByteCount(bytes: Int64(status.st_blocks) * 512)
    }
  }

  /// The digest of a whole file.
  func digest(of name: String) async throws -> Digest { try await OpenedImage(opening: path(of: name)).stream() }

  /// What its file system still has for root's own use.
  func available() throws(Failure) -> ByteCount {
    try Failure.wording { () throws(SystemFault) in
      var status = statvfs()
      _ = try SystemCall.run("look at the room of", path) { statvfs(path, &status) }
      return ByteCount(bytes: Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize)))
    }
  }
}

/// What tells that a disk of a VM that is off is the one it was, unwritten: where it lies, its length, its last change.
enum DiskStamp {
  /// The stamp of a file; nil where it cannot be told, as of a block device.
  static func of(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return "\(status.st_dev):\(status.st_ino):\(status.st_size):\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}
