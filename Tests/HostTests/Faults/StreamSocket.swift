import Glibc

/// A connected Unix socket that carries libvirt's messages; every call blocks its thread.
struct StreamSocket: Sendable {
  let number: Int32

  /// Connects to a socket by its path.
  init(to path: String) throws {
    number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let socket = number
    let status = try Self.withAddress(path) { connect(socket, $0, $1) }
    guard number >= 0, status == 0 else { throw LabFault("cannot connect to \(path): errno \(errno)") }
  }

  /// Takes one that was accepted.
  init(_ number: Int32) { self.number = number }

  /// Makes one that listens.
  static func listener(at path: String) throws -> Int32 {
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0, try withAddress(path, { bind(number, $0, $1) }) == 0, listen(number, 8) == 0 else {
      throw LabFault("cannot listen at \(path): errno \(errno)")
    }
    return number
  }

  /// The process at the other end (unix(7), SO_PEERCRED).
  var peer: pid_t {
    // struct ucred is behind _GNU_SOURCE: process, user, group.
    var credentials: [Int32] = [0, 0, 0]
    var size = socklen_t(12)
    return getsockopt(number, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 ? credentials[0] : 0
  }

  /// The next message; nil when the other end has gone.
  func read() -> RPCMessage? {
    guard let head = read(4) else { return nil }
    let length = head.reduce(0) { $0 << 8 | Int($1) }
    guard (28...(64 << 20)).contains(length), let rest = read(length - 4) else { return nil }
    return RPCMessage(bytes: head + rest)
  }

  /// Sends a message; false when the other end has gone.
  func write(_ message: RPCMessage) -> Bool {
    var sent = 0
    while sent < message.bytes.count {
      let count = message.bytes.withUnsafeBytes { bytes in
        send(number, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Ends both directions; whoever reads finds the end.
  func cut() { shutdown(number, Int32(SHUT_RDWR)) }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let more = bytes.withUnsafeMutableBytes { recv(number, $0.baseAddress.map { $0 + got }, count - got, 0) }
      guard more > 0 else { return nil }
      got += more
    }
    return bytes
  }

  private static func withAddress(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw LabFault("\(path) is too long") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
