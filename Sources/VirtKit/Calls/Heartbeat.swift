import Synchronization

/// When a long call last made progress: its deadline counts from there.
final class Heartbeat: Sendable {
  private let last = Mutex(ContinuousClock.now)

  /// Notes that something moved.
  func beat() {
    last.withLock { $0 = .now }
  }

  /// Waits until nothing has moved for `silence`; throws only when its task is cancelled.
  func silent(for silence: Duration) async throws {
    var left = silence
    while left > .zero {
      try await Task.sleep(for: left)
      left = silence - (ContinuousClock.now - last.withLock { $0 })
    }
  }
}
