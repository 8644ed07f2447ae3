import Synchronization

/// Where a connection keeps its link, so that the thread that closes it is the one that lets go.
final class LinkSlot: Sendable {
  private let link: Mutex<Link?>

  init(_ link: Link) {
    self.link = Mutex(link)
  }

  /// The link, unless it was closed.
  var current: Link? { link.withLock { $0 } }

  /// Ends the subscriptions and lets go; the last call under way closes. Blocks while the daemon says goodbye.
  func close() {
    let last = link.withLock { link in
      defer { link = nil }
      return link
    }
    last?.end()
  }
}
