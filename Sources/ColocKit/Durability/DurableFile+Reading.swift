import Glibc

extension DurableFile {
  /// The largest file that is read whole, in bytes.
  public static let largest = 64 << 20

  /// Reads a file, or nil when there is none; who owns it and who else may touch it is checked on the open file.
  ///
  /// - Throws: `Failure(.notPermitted)` for a symbolic link, a foreign owner or a mode that is too open, with the fix.
  public static func read(_ path: String, privacy: FilePrivacy = .secret) throws(Failure) -> [UInt8]? {
    guard let file = try opened(FileLocation(path)) else { return nil }
    let status = try Failure.wording { () throws(SystemFault) in try file.status() }
    try privacy.check(status, path: path)
    guard status.st_size <= largest else {
      throw Failure(.invalidFile, "\(Printable.clean(path)) has \(status.st_size) bytes, more than coloc reads")
    }
    return try Failure.wording { () throws(SystemFault) in try file.read(limit: largest) }
  }

  private static func opened(_ location: FileLocation) throws(Failure) -> Descriptor? {
    do throws(SystemFault) {
      let directory = try Directory(location.directory)
      return try directory.open(location.name, O_RDONLY)
    } catch {
      if error.code == ENOENT { return nil }
      throw error.failure
    }
  }
}
