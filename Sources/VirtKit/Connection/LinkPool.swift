import CLibvirt
import Synchronization

/// The open links to one host; each is lent to one call at a time, and more are opened as calls overlap.
///
/// libvirt's client lets threads share a link, but up to version 9 loses the wake-up of one that comes while another
/// waits: it then hangs as long as the other does. See docs/decisions/0013-one-call-per-link.md.
final class LinkPool: Sendable {
  /// The most links with a call under way. sshd drops new logins beyond ten at once (MaxStartups).
  static let limit = 8

  let uri: String
  private let isShared: Bool
  private let state = Mutex(State())

  private struct State {
    var isClosed = false
    var links: [Link] = []
    var idle: [Link] = []
    var busy = 0
    var waiting: [Answer<Lease>] = []

    /// Takes out what the caller must let go of outside the lock: closing may block.
    mutating func takeDead() -> [Link] {
      let dead = links.filter { !$0.isAlive }
      links.removeAll { !$0.isAlive }
      idle.removeAll { !$0.isAlive }
      return dead
    }
  }

  init(uri: String) {
    self.uri = uri
    // The test driver lives inside the process, each link of it in a world of its own: all calls share one.
    isShared = uri.hasPrefix("test:")
  }

  /// Whether some link was still open when it was last used.
  var isAlive: Bool {
    state.withLock { !$0.isClosed && $0.links.contains(where: \.isAlive) }
  }

  /// How many links are open.
  var openCount: Int { state.withLock { $0.links.count } }

  /// A link for one call, opened later on the call's own thread; waits for its turn at most as long as the deadline.
  func lease(_ call: Call, within deadline: Duration) async throws -> Lease {
    let answer = Answer<Lease>()
    try state.withLock { state in
      guard !state.isClosed else { throw closedError(call) }
      if state.busy < Self.limit || isShared {
        state.busy += 1
        answer.settle(.success(Lease(self)))
      } else {
        state.waiting.append(answer)
      }
    }
    return try await call.wait(for: answer, within: deadline)
  }

  /// An idle link, or a new one. Blocks while it is opened.
  func takeLink(_ call: Call) throws -> Link {
    let (found, dead): (Link?, [Link]) = try state.withLock { state in
      guard !state.isClosed else { throw closedError(call) }
      if isShared { return (state.links.first, []) }
      let dead = state.takeDead()
      return (state.idle.popLast(), dead)
    }
    for link in dead { link.end() }
    if let found { return found }
    let link = try Link(opening: uri)
    let isKept = state.withLock { state in
      guard !state.isClosed else { return false }
      state.links.append(link)
      return true
    }
    guard isKept else { throw closedError(call) }
    return link
  }

  /// Takes a link back.
  func giveBack(_ link: Link) {
    state.withLock { state in
      guard !state.isClosed, !isShared else { return }
      // A dead one is found and forgotten by the next call.
      state.idle.append(link)
    }
  }

  /// A call is over, or nobody waits for it any longer: the next may go.
  func endCall() {
    while true {
      let next: Answer<Lease>? = state.withLock { state in
        if state.waiting.isEmpty {
          state.busy -= 1
          return nil
        }
        return state.waiting.removeFirst()
      }
      // One that met its deadline while it waited is passed over.
      guard let next, !next.settle(.success(Lease(self))) else { return }
    }
  }

  /// Ends the subscriptions and lets go of every link; a call under way keeps its own until it ends.
  func close() {
    let (links, waiting) = state.withLock { state in
      defer {
        state.isClosed = true
        state.links = []
        state.idle = []
        state.waiting = []
      }
      return (state.links, state.waiting)
    }
    for answer in waiting { answer.settle(.failure(closedError(Call("wait for connection", on: uri)))) }
    for link in links { link.end() }
  }

  private func closedError(_ call: Call) -> LibvirtError {
    LibvirtError(
      operation: call.operation,
      object: call.object,
      code: .invalidConnection,
      message: "the connection to \(uri) is closed"
    )
  }
}
