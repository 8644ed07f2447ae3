import CPosix
import Glibc

extension FileFacts {
  /// Reads who owns a file and who may pass, links followed (stat(2)); nil when nothing has that name.
  ///
  /// - Throws: `Failure(.notPermitted)` or `.unexpected` when it cannot be looked at.
  public static func read(_ path: String) throws(Failure) -> FileFacts? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { return nil }
      throw SystemFault(operation: "examine", path: path, code: code).failure
    }
    return FileFacts(
      user: status.st_uid,
      group: status.st_gid,
      mode: status.st_mode & 0o7777,
      hasACL: coloc_has_acl(path) == 1
    )
  }
}
