public import Glibc

/// Files that are whole, old or new, after a kill or a power cut at any moment.
///
/// A change is written beside the file, brought to the disk, renamed into place, and the directory is brought to the
/// disk too: without that last step the old content came back after a power cut on ext4 (open(2), rename(2), fsync(2)).
public enum DurableFile {
  /// Writes a file, replacing what stood there.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file; its directory exists and is no symbolic link.
  ///   - mode: Its permissions, whatever the umask says.
  /// - Throws: `Failure`, `.cannotCreate` for a full or failing disk; the old content is then whole.
  public static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(Failure) {
    try change(path) { (directory, name) throws(SystemFault) in
      try place(bytes, mode: mode, in: directory, for: name) { (temporary) throws(SystemFault) in
        try directory.rename(temporary, to: name)
      }
    }
  }

  /// Creates a file and never replaces one.
  ///
  /// - Throws: `Failure(.cannotCreate)` when something stands there already, or as `write` does.
  public static func create(_ bytes: [UInt8], at path: String, mode: mode_t = 0o600) throws(Failure) {
    try change(path) { (directory, name) throws(SystemFault) in
      try place(bytes, mode: mode, in: directory, for: name) { (temporary) throws(SystemFault) in
        try directory.renameWithoutReplacing(temporary, to: name)
      }
    }
  }

  /// Removes a file for good; one that is not there is already removed.
  public static func remove(_ path: String) throws(Failure) {
    try change(path) { (directory, name) throws(SystemFault) in
      do throws(SystemFault) {
        try directory.unlink(name)
      } catch {
        if error.code != ENOENT { throw error }
      }
      // Also when it was gone: an earlier removal may have been cut off before this step.
      try directory.sync()
    }
  }

  /// Removes the temporary files that killed writers have left in a directory, and gives back their names.
  @discardableResult
  public static func removeStaleTemporaries(in path: String) throws(Failure) -> [String] {
    do throws(SystemFault) {
      return try TemporaryFile.removeStale(in: Directory(path))
    } catch {
      if error.code == ENOENT { return [] }
      throw error.failure
    }
  }

  private static func change(
    _ path: String,
    _ body: (borrowing Directory, String) throws(SystemFault) -> Void
  ) throws(Failure) {
    let location = FileLocation(path)
    do throws(SystemFault) {
      let directory = try Directory(location.directory)
      try body(directory, location.name)
    } catch {
      throw error.failure
    }
  }

  private static func place(
    _ bytes: [UInt8],
    mode: mode_t,
    in directory: borrowing Directory,
    for name: String,
    _ rename: (String) throws(SystemFault) -> Void
  ) throws(SystemFault) {
    try TemporaryFile.removeStale(in: directory)
    let temporary = try TemporaryFile(for: name, in: directory)
    do throws(SystemFault) {
      try temporary.descriptor.write(bytes)
      _ = try SystemCall.run("set the mode of", directory.path(of: name)) { fchmod(temporary.descriptor.number, mode) }
      try temporary.descriptor.sync()
      try rename(temporary.name)
    } catch {
      try? directory.unlink(temporary.name)
      // The owner knows the file by its own name, not by the temporary one.
      throw SystemFault(operation: error.operation, path: directory.path(of: name), code: error.code)
    }
    try directory.sync()
  }
}
