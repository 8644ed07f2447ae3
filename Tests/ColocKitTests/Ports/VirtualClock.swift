import ColocKit
import Foundation
import Synchronization

/// A clock that stands still while anybody works and jumps to the next deadline when all parties sleep: no test waits,
/// and none depends on who is scheduled first.
final class VirtualClock: Sendable {
  private struct Sleeper {
    let id: Int
    let deadline: Duration
    let waking: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Duration = .seconds(1000)
    var awake: Int
    var next = 0
    var sleepers: [Sleeper] = []
  }

  static let dawn = Timestamp(seconds: 1_793_650_500)

  private let state: Mutex<State>

  /// - Parameter parties: How many tasks sleep on this clock; one that ends says so with `leave`.
  init(parties: Int = 1) { state = Mutex(State(awake: parties)) }

  /// Time since the test began.
  var elapsed: Duration { state.withLock { $0.now } - .seconds(1000) }

  /// As operations see it.
  var source: TimeSource {
    TimeSource(
      now: { Timestamp(seconds: Self.dawn.seconds + self.elapsed.components.seconds) },
      uptime: { self.state.withLock { $0.now } },
      sleep: { try await self.sleep($0) }
    )
  }

  /// Lets time pass between two operations.
  func advance(_ duration: Duration) { state.withLock { $0.now += duration } }

  func sleep(until elapsed: Duration) async throws { try await sleep(elapsed - self.elapsed) }

  /// One task sleeps no more.
  func leave() {
    let woken = state.withLock { state in
      state.awake -= 1
      return Self.wakeNext(&state)
    }
    woken.forEach { $0.waking.resume() }
  }

  func sleep(_ duration: Duration) async throws {
    try Task.checkCancellation()
    // Waking without ever having stood still would keep a thread from what is waited for.
    await Task.yield()
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let woken = state.withLock { state in
          state.sleepers.append(Sleeper(id: id, deadline: state.now + duration, waking: continuation))
          state.awake -= 1
          return Self.wakeNext(&state)
        }
        woken.forEach { $0.waking.resume() }
        // A cancellation between the check above and the enrolment found nobody to wake.
        if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
      state.awake += 1
      return state.sleepers.remove(at: index)
    }
    sleeper?.waking.resume(throwing: CancellationError())
  }

  private static func wakeNext(_ state: inout State) -> [Sleeper] {
    guard state.awake == 0, let next = state.sleepers.map(\.deadline).min() else { return [] }
    state.now = max(state.now, next)
    let now = state.now
    let woken = state.sleepers.filter { $0.deadline <= now }
    state.sleepers.removeAll { $0.deadline <= now }
    state.awake += woken.count
    return woken
  }
}
