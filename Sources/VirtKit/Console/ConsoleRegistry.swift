import FoundationEssentials
import Synchronization

/// The consoles of one connection that the daemon has not let go of yet.
///
/// libvirtd 9.0 takes the locks of a console's stream and of its domain's consoles in either order: closing a console
/// while it is opened anew, or while its domain is removed, can stop the whole daemon for good. So whoever does either
/// waits here first. Consoles of other programs cannot be seen.
final class ConsoleRegistry: Sendable {
  private let channels = Mutex<[UUID: [ConsoleChannel]]>([:])

  func add(_ channel: ConsoleChannel) {
    channels.withLock { $0[channel.domain, default: []].append(channel) }
  }

  func remove(_ channel: ConsoleChannel) {
    channels.withLock { $0[channel.domain]?.removeAll { $0 === channel } }
  }

  /// Waits for the consoles of a domain that are being closed; with `ending` closes the open ones too.
  func settle(_ domain: UUID, ending: Bool) async {
    for channel in channels.withLock({ $0[domain] ?? [] }) {
      if ending { channel.close(nil) }
      if channel.isClosed { await channel.untilReleased(within: .seconds(5)) }
    }
  }

  /// Closes every console, without waiting.
  func closeAll() {
    for channel in channels.withLock({ $0.values.flatMap(\.self) }) { channel.close(nil) }
  }
}
