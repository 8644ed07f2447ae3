internal import ColocKit
internal import Foundation

extension TimeSource {
  /// The machine's own clocks.
  static let system: TimeSource = {
    let start = ContinuousClock.now
    return TimeSource(
      now: { Timestamp(Date()) },
      uptime: { ContinuousClock.now - start },
      sleep: { try await Task.sleep(for: $0) }
    )
  }()
}
