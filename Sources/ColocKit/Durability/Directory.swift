import CPosix
import Glibc

/// An open directory: names inside it cannot be led elsewhere by a link or a rename on the way (openat(2)).
struct Directory: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Opens a directory that is itself no symbolic link.
  init(_ path: String) throws(SystemFault) {
    let number = try SystemCall.run("open the directory", path) {
      Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    descriptor = Descriptor(adopting: number, path: path)
  }

  /// The directory's path, for words only.
  var path: String { descriptor.path }
  /// The descriptor's number.
  var number: Int32 { descriptor.number }

  /// What fstat(2) says about the directory.
  func status() throws(SystemFault) -> stat { try descriptor.status() }

  /// Makes the names in it durable (fsync(2) on the directory).
  func sync() throws(SystemFault) { try descriptor.sync() }

  /// The path of a name in it, for words only.
  func path(of name: String) -> String { path == "/" ? "/\(name)" : "\(path)/\(name)" }

  /// Opens a file in it; never follows a link, never blocks on a pipe, never survives an exec.
  func open(_ name: String, _ flags: Int32, mode: mode_t = 0o600) throws(SystemFault) -> Descriptor {
    let path = path(of: name)
    let number = try SystemCall.run("open", path) {
      openat(self.number, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode)
    }
    return Descriptor(adopting: number, path: path)
  }

  /// Whether something has this name (faccessat(2)).
  func contains(_ name: String) -> Bool { faccessat(number, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

  /// Puts one name in the place of another (renameat(2)).
  func rename(_ from: String, to name: String) throws(SystemFault) {
    _ = try SystemCall.run("replace", path(of: name)) { renameat(number, from, number, name) }
  }

  /// Renames where nothing stands yet (renameat2(2), or link(2) where the file system has no such rename).
  func renameWithoutReplacing(_ from: String, to name: String) throws(SystemFault) {
    let path = path(of: name)
    do throws(SystemFault) {
      _ = try SystemCall.run("create", path) { coloc_rename_noreplace(number, from, number, name) }
    } catch {
      guard error.code == EINVAL || error.code == ENOSYS else { throw error }
      _ = try SystemCall.run("create", path) { linkat(number, from, number, name, 0) }
      try unlink(from)
    }
  }

  /// Removes a name (unlinkat(2)).
  func unlink(_ name: String) throws(SystemFault) {
    _ = try SystemCall.run("remove", path(of: name)) { unlinkat(number, name, 0) }
  }

  /// The names in it, sorted, without `.` and `..` (readdir(3)).
  func names() throws(SystemFault) -> [String] {
    let copy = try SystemCall.run("list", path) { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(copy) else {
      let fault = SystemFault(operation: "list", path: path, code: errno)
      close(copy)
      throw fault
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
