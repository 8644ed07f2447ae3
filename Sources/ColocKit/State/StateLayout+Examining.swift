import Glibc

extension StateLayout {
  /// Directories and files of the state that others may touch, with the command that mends each; nothing is changed.
  public func looseFiles() throws(Failure) -> [String: Failure] {
    var loose: [String: Failure] = [:]
    if configurationDirectory != root { try Self.judge(configurationDirectory, .readable, &loose) }
    try Self.judge(configuration, .readable, &loose)
    for path in [root] + directories { try Self.judge(path, .secret, &loose) }
    for name in try Self.names(in: root) where name.hasPrefix("audit.jsonl") {
      try Self.judge("\(root)/\(name)", .secret, &loose)
    }
    for directory in directories {
      // Names with a dot first are none of coloc's, or are being written.
      for name in try Self.names(in: directory) where !name.hasPrefix(".") {
        try Self.judge("\(directory)/\(name)", .secret, &loose)
      }
    }
    return loose
  }

  /// The files that killed commands have left, as `removeStaleTemporaries` would remove them; nothing is changed.
  public func staleTemporaries() throws(Failure) -> [String] {
    var stale: [String] = []
    for directory in Set([configurationDirectory, root] + directories).sorted() {
      for name in try Self.names(in: directory) where TemporaryFile.isTemporary(name) {
        // Locked: its writer lives. Gone: it was renamed into place.
        guard let file = try? Directory(directory).open(name, O_RDWR), (try? file.tryLock()) == true else { continue }
        stale.append("\(directory)/\(name)")
      }
    }
    for name in try Self.names(in: run) where name.hasSuffix(".live") {
      let path = "\(run)/\(name)"
      guard try !LiveFile.isHeld(path), access(path, F_OK) == 0 else { continue }
      stale.append(String(path.dropLast(5)))
    }
    return stale
  }

  private static func names(in path: String) throws(Failure) -> [String] {
    do throws(SystemFault) {
      return try Directory(path).names()
    } catch {
      if error.code == ENOENT { return [] }
      throw error.failure
    }
  }

  private static func judge(
    _ path: String,
    _ privacy: FilePrivacy,
    _ loose: inout [String: Failure]
  ) throws(Failure) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let code = errno
      if code == ENOENT { return }
      throw SystemFault(operation: "examine", path: path, code: code).failure
    }
    do throws(Failure) { try privacy.check(status, path: path) } catch { loose[path] = error }
  }
}
