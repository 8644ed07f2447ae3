import Foundation
import Synchronization

/// A line between a client and libvirtd that counts the client's messages and is disturbed at one of them.
final class LibvirtProxy: Sendable {
  private struct State {
    var steps = 0
    var hasSeenPiece = false
    var links = 0
  }

  /// Where the client connects to.
  let path: String
  private let fault: LinkFault?
  private let listener: Int32
  private let state = Mutex(State())

  init(_ fault: LinkFault? = nil) throws {
    path = "/run/proxy-\(UUID().uuidString.prefix(8)).sock"
    self.fault = fault
    listener = try StreamSocket.listener(at: path)
    Thread.detachNewThread { self.accept() }
  }

  /// What `COLOC_URI` is set to.
  var uri: String { "qemu+unix:///system?socket=\(path)" }

  /// How many messages the clients have sent, without keepalive and goodbyes.
  var steps: Int { state.withLock { $0.steps } }

  /// Takes no client any more, and returns when the daemon has answered what was asked last.
  func stop() async throws {
    shutdown(listener, Int32(SHUT_RDWR))
    unlink(path)
    let deadline = ContinuousClock.now + .seconds(30)
    while state.withLock({ $0.links }) > 0 {
      guard ContinuousClock.now < deadline else { throw LabFault("libvirtd never answered the last call") }
      // A real daemon is at the other end.
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func accept() {
    while true {
      let number = Glibc.accept(listener, nil, nil)
      guard number >= 0 else { break }
      let client = StreamSocket(number)
      guard let server = try? StreamSocket(to: "/run/libvirt/libvirt-sock") else {
        close(number)
        continue
      }
      state.withLock { $0.links += 1 }
      let link = ProxyLink(client: client, server: server)
      Thread.detachNewThread { self.carry(link) }
    }
    close(listener)
  }

  /// Counts a message, and says what moments it is.
  private func moments(of message: RPCMessage) -> [LinkFault.Moment] {
    state.withLock { state in
      state.steps += 1
      guard message.kind == .stream, !state.hasSeenPiece else { return [.message(state.steps)] }
      state.hasSeenPiece = true
      return [.message(state.steps), .firstPiece]
    }
  }

  private func carry(_ link: ProxyLink) {
    let answers = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      link.carryAnswers()
      answers.signal()
    }
    while let message = link.client.read() {
      let isDisturbed = message.isStep && moments(of: message).contains { $0 == fault?.moment }
      guard link.forward(message, disturbedBy: isDisturbed ? fault?.action : nil) else { break }
    }
    link.hangUp()
    answers.wait()
    close(link.client.number)
    close(link.server.number)
    state.withLock { $0.links -= 1 }
  }
}
