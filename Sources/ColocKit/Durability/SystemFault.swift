import Glibc

/// A call of the operating system that failed (errno(3)).
struct SystemFault: Error, Sendable, Equatable {
  /// What was being done, as a verb: "write".
  let operation: String
  /// The file it was done to.
  let path: String
  /// errno.
  let code: Int32

  /// The fault in words, with the exit code that fits it and what to do.
  var failure: Failure {
    let message = "cannot \(operation) \(Printable.clean(path)): \(String(cString: strerror(code)))"
    switch code {
    case ENOSPC, EDQUOT:
      return Failure(
        .cannotCreate,
        message,
        hint: "make room on that file system, then repeat; the old content is whole"
      )
    case EFBIG, EROFS, EIO, EMFILE, ENFILE:
      return Failure(.cannotCreate, message, hint: "nothing was changed; repeat when the cause is gone")
    case EEXIST: return Failure(.cannotCreate, "\(Printable.clean(path)) exists already")
    case EACCES, EPERM:
      return Failure(.notPermitted, message, hint: "coloc runs as root: put sudo before the command")
    case ELOOP:
      return Failure(
        .notPermitted,
        "\(Printable.clean(path)) is a symbolic link, which state must not be",
        hint: "put the file itself there"
      )
    case ENOENT: return Failure(.notFound, message)
    default: return Failure(.unexpected, message)
    }
  }
}
