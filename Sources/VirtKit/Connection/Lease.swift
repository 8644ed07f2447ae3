import Synchronization

/// One call's right to a link, and the link once the call's thread has taken it.
final class Lease: Sendable {
  private let pool: LinkPool
  private let state = Mutex(State())

  private struct State {
    var link: Link?
    var isCounted = true
  }

  init(_ pool: LinkPool) {
    self.pool = pool
  }

  deinit {
    end()
  }

  /// The link, taken or opened at the first call. Blocks while it is opened.
  func link(_ call: Call) throws -> Link {
    if let link = state.withLock({ $0.link }) { return link }
    let link = try pool.takeLink(call)
    state.withLock { $0.link = link }
    return link
  }

  /// No longer counts as a call under way: its caller has stopped waiting, or it serves a console or events.
  func release() {
    let wasCounted = state.withLock { state in
      defer { state.isCounted = false }
      return state.isCounted
    }
    if wasCounted { pool.endCall() }
  }

  /// Gives the link back.
  func end() {
    let link = state.withLock { state in
      defer { state.link = nil }
      return state.link
    }
    if let link { pool.giveBack(link) }
    release()
  }
}
