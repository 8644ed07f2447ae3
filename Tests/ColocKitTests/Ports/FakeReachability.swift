import ColocKit
import Synchronization

/// What a guest's SSH port answers, by the virtual clock.
final class FakeReachability: Reachability {
  private let clock: VirtualClock
  private let answers: Mutex<[(from: Duration, PortAnswer)]>

  init(_ clock: VirtualClock) {
    self.clock = clock
    answers = Mutex([])
  }

  /// From a moment on, the port answers so.
  func answer(_ answer: PortAnswer, from: Duration = .zero) { answers.withLock { $0.append((from, answer)) } }

  func probe(_ address: IPv4Address, port: UInt16) async -> PortAnswer {
    let now = clock.elapsed
    let answer = answers.withLock { $0.last { $0.from <= now }?.1 } ?? .silent
    // Whoever watches the port has seen enough, and sleeps no more.
    if case .open(.some) = answer { clock.leave() }
    return answer
  }
}
