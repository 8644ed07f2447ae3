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
    _ ask: () async throws -> Answer
  ) async throws -> Answer {
    let end = min(time.uptime() + Self.patience, deadline ?? .seconds(Int64.max / 2))
    while true {
      do {
        return try await ask()
      } catch let failure as Failure where [.unreachable, .outcomeUnknown].contains(failure.kind) {
        guard time.uptime() < end else { throw failure }
        try await time.sleep(.seconds(1))
      }
    }
  }
}
