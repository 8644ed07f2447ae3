internal import ColocKit
internal import Foundation
internal import Glibc

/// Looks at a guest's TCP port with plain sockets, each step bounded to two seconds.
struct TCPReachability: Reachability {
  func probe(_ address: IPv4Address, port: UInt16) async -> PortAnswer {
    await withCheckedContinuation { continuation in
      // poll(2) blocks: never on a thread of the cooperative pool.
      DispatchQueue.global().async { continuation.resume(returning: Self.look(address, port)) }
    }
  }

  private static func look(_ address: IPv4Address, _ port: UInt16) -> PortAnswer {
    let descriptor = socket(
      AF_INET,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue),
      0
    )
    guard descriptor >= 0 else { return .silent }
    defer { close(descriptor) }
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = port.bigEndian
    target.sin_addr.s_addr = address.value.bigEndian
    let status = withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status != 0 {
      guard errno == EINPROGRESS else { return errno == ECONNREFUSED ? .refused : .silent }
      guard wait(descriptor, POLLOUT) else { return .silent }
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return .silent }
      guard code == 0 else { return code == ECONNREFUSED ? .refused : .silent }
    }
    guard wait(descriptor, POLLIN) else { return .open(banner: nil) }
    var buffer = [UInt8](repeating: 0, count: 255)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return .open(banner: nil) }
    let line = buffer.prefix(count).prefix { $0 != 0x0D && $0 != 0x0A }
    return .open(banner: String(decoding: line, as: UTF8.self))
  }

  private static func wait(_ descriptor: Int32, _ events: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    return poll(&entry, 1, 2000) == 1
  }
}
