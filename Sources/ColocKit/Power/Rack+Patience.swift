extension Rack {
  /// How long a daemon may be away in the middle of an outage: systemd starts one that died anew.
  private static var patience: Duration { .seconds(60) }

  /// Waits until the host answers, for a minute at most: when it boots its daemon may be a moment behind.
  public func awaitHost() async throws { _ = try await patiently { try await host.machines() } }

  /// Asks the host until it answers, for a minute at most. Throws its last failure, and `CancellationError`.
  func patiently<Answer>(_ ask: () async throws -> Answer) async throws -> Answer {
    let begin = time.uptime()
    while true {
      do {
        return try await ask()
      } catch let failure as Failure where failure.kind == .unreachable {
        guard time.uptime() - begin < Self.patience else { throw failure }
        try await time.sleep(.seconds(1))
      }
    }
  }
}
