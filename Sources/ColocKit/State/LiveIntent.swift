import Synchronization

/// An operation that this process has under way, or has taken over from one that died.
///
/// While it lives, others see that somebody is at work; it ends with `IntentStore.finish`, or with the process.
public final class LiveIntent: Sendable {
  private let current: Mutex<Intent>
  private let live: LiveFile

  init(_ intent: Intent, _ live: consuming LiveFile) {
    current = Mutex(intent)
    self.live = live
  }

  /// The intent as it stands on the disk.
  public var intent: Intent { current.withLock { $0 } }

  func set(_ intent: Intent) { current.withLock { $0 = intent } }
}
