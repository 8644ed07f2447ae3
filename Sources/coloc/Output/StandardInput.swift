internal import ColocKit
internal import Glibc

/// What comes in through a pipe.
enum StandardInput {
  /// Everything until the end; throws `Failure(.unexpected)` when it cannot be read.
  static func bytes() throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.unexpected, "cannot read standard input: \(String(cString: strerror(errno)))")
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
