import Glibc

/// A system call on this machine failed: a local file of an upload or a download, or a thread that could not start.
public struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, as in "open file".
  public let operation: String
  /// The path or thing it was tried on.
  public let object: String
  /// The error number, as errno(3) lists them.
  public let errno: Int32

  /// An error of one system call.
  public init(operation: String, object: String, errno: Int32) {
    self.operation = operation
    self.object = object
    self.errno = errno
  }

  /// One sentence without a full stop.
  public var description: String {
    var buffer = [CChar](repeating: 0, count: 256)
    unsafe _ = strerror_r(errno, &buffer, buffer.count)
    let reason = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(operation) \(object): \(reason)"
  }
}
