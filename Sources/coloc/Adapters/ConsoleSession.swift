internal import ColocKit
@preconcurrency internal import Dispatch
internal import Foundation
internal import Glibc
internal import VirtKit

/// A terminal joined to a guest's serial console until Ctrl-] is typed, input ends, or the guest goes away.
struct ConsoleSession {
  /// Ctrl-], as in telnet and virsh.
  private static let escape: UInt8 = 0x1D

  let host: LibvirtHost
  let uuid: UUID
  let force: Bool

  func run() async throws {
    let console = try await host.order("open the console") { try await $0.openConsole(uuid, force: force) }
    defer { console.close() }
    let raw = RawTerminal()
    defer { raw?.restore() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for try await bytes in console.bytes() { Self.show(bytes) }
      }
      group.addTask {
        for await bytes in Self.typed() {
          guard let end = bytes.firstIndex(of: Self.escape) else {
            try await console.send(bytes)
            continue
          }
          try await console.send(Array(bytes[..<end]))
          return
        }
      }
      defer { group.cancelAll() }
      try await group.next()
      console.close()
    }
  }

  private static func show(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// What is typed, read by a thread of its own because read(2) blocks; ends with standard input.
  private static func typed() -> AsyncStream<[UInt8]> {
    AsyncStream { continuation in
      let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
      source.setEventHandler {
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        guard count > 0 else { return continuation.finish() }
        continuation.yield(Array(buffer.prefix(count)))
      }
      continuation.onTermination = { _ in source.cancel() }
      source.resume()
    }
  }
}

/// A terminal in raw mode (cfmakeraw(3)), every key the guest's; nil when standard input is none.
struct RawTerminal {
  private let saved: termios

  init?() {
    var settings = termios()
    guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    saved = settings
    cfmakeraw(&settings)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { return nil }
  }

  func restore() {
    var settings = saved
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }
}
