internal import ColocKit
internal import Glibc

/// Bytes for a program's standard input, in a file that has no name any more.
///
/// Not a pipe: a program may end before it has read everything, and swift-subprocess 1.0.2 then ends the process that
/// writes (a descriptor that was not closed after EPIPE).
struct SpooledInput: ~Copyable {
  /// The descriptor, at the beginning of the bytes.
  let number: Int32

  /// Throws `cannotCreate` when there is no room in /tmp.
  init(_ bytes: [UInt8]) throws(Failure) {
    var path = Array("/tmp/coloc-XXXXXX".utf8CString)
    number = mkstemp(&path)
    guard number >= 0 else { throw Self.failure }
    unlink(path)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let failure = Self.failure
        close(number)
        throw failure
      }
      rest = rest.dropFirst(count)
    }
    lseek(number, 0, SEEK_SET)
  }

  deinit { close(number) }

  private static var failure: Failure {
    Failure(.cannotCreate, "cannot put a program's input into /tmp: \(String(cString: strerror(errno)))")
  }
}
