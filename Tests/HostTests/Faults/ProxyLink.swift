import Foundation
import Synchronization

/// One client's line through the proxy.
final class ProxyLink: Sendable {
  private enum Mood {
    case carrying
    /// The line or the client ends with the answer to this serial.
    case awaiting(UInt32, killing: Bool)
    case silent
  }

  let client: StreamSocket
  let server: StreamSocket
  private let process: pid_t
  private let mood = Mutex(Mood.carrying)

  init(client: StreamSocket, server: StreamSocket) {
    self.client = client
    self.server = server
    process = client.peer
  }

  /// Passes a message of the client on, or disturbs it; false when the client is not heard any more.
  func forward(_ message: RPCMessage, disturbedBy action: LinkFault.Action?) -> Bool {
    switch action {
    case nil:
      if case .silent = mood.withLock({ $0 }) { return true }
      return server.write(message)
    case .killBefore:
      kill(process, SIGKILL)
      return false
    case .killAfter:
      return end(with: message, killing: true)
    case .cut:
      return end(with: message, killing: false)
    case .silence:
      mood.withLock { $0 = .silent }
      return true
    case .meanwhile(let happens):
      happens(process)
      return server.write(message)
    }
  }

  /// Passes the daemon's messages on until it hangs up, or until the answer that ends the line.
  func carryAnswers() {
    while let message = server.read() {
      switch mood.withLock({ $0 }) {
      case .carrying: guard client.write(message) else { return }
      case .silent: continue
      case .awaiting(let serial, let killing):
        guard message.answers(serial) else { continue }
        if killing { kill(process, SIGKILL) }
        client.cut()
        return
      }
    }
    client.cut()
  }

  /// The client has gone: the daemon may still answer the call that is awaited, and hears the end otherwise.
  func hangUp() {
    if case .awaiting = mood.withLock({ $0 }) { return }
    server.cut()
  }

  private func end(with message: RPCMessage, killing: Bool) -> Bool {
    // Nobody answers a piece of a stream.
    guard message.isCall else {
      _ = server.write(message)
      if killing { kill(process, SIGKILL) }
      client.cut()
      return false
    }
    mood.withLock { $0 = .awaiting(message.serial, killing: killing) }
    _ = server.write(message)
    if !killing { client.cut() }
    // Its death, or the cut, ends the reading.
    return true
  }
}
