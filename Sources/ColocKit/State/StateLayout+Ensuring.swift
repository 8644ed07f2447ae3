import Glibc

extension StateLayout {
  /// Makes the directories that are missing, 0700, and refuses those that others may enter.
  ///
  /// - Throws: `Failure(.notPermitted)` with the path and the command that mends it; `.cannotCreate` on a full disk.
  public func ensure() throws(Failure) {
    try Self.make(configurationDirectory, mode: configurationDirectory == root ? 0o700 : 0o755, withParents: true)
    try Self.make(root, mode: 0o700, withParents: true)
    for directory in directories { try Self.make(directory, mode: 0o700) }
    try check()
  }

  /// Refuses directories that others may enter or that somebody else owns; those that are missing are left so.
  ///
  /// - Throws: `Failure(.notPermitted)` with the path and the command that mends it.
  public func check() throws(Failure) {
    for path in [root] + directories {
      guard let status = try Failure.wording({ () throws(SystemFault) in try Self.status(of: path) }) else { continue }
      try FilePrivacy.secret.check(status, path: path)
    }
  }

  private static func status(of path: String) throws(SystemFault) -> stat? {
    do throws(SystemFault) {
      return try Directory(path).status()
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  private static func make(_ path: String, mode: mode_t, withParents: Bool = false) throws(Failure) {
    let location = FileLocation(path)
    do throws(SystemFault) {
      if withParents, access(location.directory, F_OK) != 0 { try makeParent(location.directory) }
      guard mkdir(path, mode) == 0 else {
        let code = errno
        guard code == EEXIST else { throw SystemFault(operation: "make the directory", path: path, code: code) }
        return try adopt(path, mode)
      }
      try Directory(location.directory).sync()
    } catch {
      throw error.failure
    }
  }

  private static func makeParent(_ path: String) throws(SystemFault) {
    let location = FileLocation(path)
    if access(location.directory, F_OK) != 0 { try makeParent(location.directory) }
    _ = try SystemCall.run("make the directory", path) { mkdir(path, 0o755) }
    try Directory(location.directory).sync()
  }

  /// Closes a directory of ours that is still empty: made by hand for COLOC_HOME, with the modes of any directory.
  private static func adopt(_ path: String, _ mode: mode_t) throws(SystemFault) {
    guard mode == 0o700 else { return }
    let directory = try Directory(path)
    let status = try directory.status()
    guard status.st_mode & 0o077 != 0, status.st_uid == geteuid(), try directory.names().isEmpty else { return }
    _ = try SystemCall.run("set the mode of", path) { fchmod(directory.number, mode) }
  }
}
