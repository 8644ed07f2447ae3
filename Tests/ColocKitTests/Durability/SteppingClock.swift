import ColocKit
import Synchronization

/// A clock on which waiting takes no time.
final class SteppingClock: Sendable {
  private let time = Mutex(Duration.zero)
  private let onStep: @Sendable (Duration) -> Void

  init(onStep: @escaping @Sendable (Duration) -> Void = { _ in }) { self.onStep = onStep }

  var elapsed: Duration { time.withLock { $0 } }

  var source: TimeSource {
    TimeSource(
      now: { Sample.moment },
      uptime: { self.elapsed },
      sleep: { duration in
        self.time.withLock { $0 += duration }
        self.onStep(self.elapsed)
      }
    )
  }
}
