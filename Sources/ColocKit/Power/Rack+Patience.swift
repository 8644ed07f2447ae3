internal import Synchronization

/// How long the host has been away, as all that one command does at once see it: it is waited for once, not VM by VM.
final class HostAbsence: Sendable {
  private let since = Mutex<Duration?>(nil)

  /// The host answered.
  func end() { since.withLock { $0 = nil } }

  /// The host did not answer; how long it has been so.
  func length(at now: Duration) -> Duration {
    since.withLock { since in
      let begin = since ?? now
      since = begin
      return now - begin
    }
  }
}

extension Rack {
  /// How long a daemon may be away in the middle of an outage: systemd starts one that died anew.
  private static var patience: Duration { .seconds(60) }

  /// Waits until the host answers, for a minute at most: when it boots its daemon may be a moment behind.
  public func awaitHost() async throws { _ = try await patiently { try await host.machines() } }

  /// Asks the host until it answers, for a minute at most, and not beyond `deadline` by the clock that only goes forward.
  ///
  /// Throws its last failure, and `CancellationError`.
  func patiently<Answer>(
    until deadline: Duration? = nil,
    _ absence: HostAbsence = HostAbsence(),
    _ ask: () async throws -> Answer
  ) async throws -> Answer {
    while true {
      do {
        let answer = try await ask()
        absence.end()
        return answer
      } catch let failure as Failure where [.unreachable, .outcomeUnknown].contains(failure.kind) {
        let now = time.uptime()
        guard absence.length(at: now) < Self.patience, now < deadline ?? .seconds(Int64.max / 2) else { throw failure }
        try await time.sleep(.seconds(1))
      }
    }
  }
}
