/// The only clock that ColocKit knows, so that tests need not wait.
public struct TimeSource: Sendable {
  /// The time of day.
  public let now: @Sendable () -> Timestamp
  /// Time that only goes forward, since any moment.
  public let uptime: @Sendable () -> Duration
  /// Waits, or throws `CancellationError`.
  public let sleep: @Sendable (Duration) async throws -> Void

  /// Makes a clock.
  public init(
    now: @escaping @Sendable () -> Timestamp,
    uptime: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
  }
}
