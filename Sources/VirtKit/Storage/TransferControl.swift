import Synchronization

/// What a transfer and its caller share: the wish to stop, the sign of life, the report of progress.
final class TransferControl: Sendable {
  let heartbeat = Heartbeat()
  private let cancelled = Atomic(false)
  private let progress: (@Sendable (UInt64) -> Void)?

  init(progress: (@Sendable (UInt64) -> Void)?) {
    self.progress = progress
  }

  /// Runs a transfer that stops when the task is cancelled, and also when its caller stopped waiting.
  static func running<Value>(
    _ progress: (@Sendable (UInt64) -> Void)?,
    _ body: (TransferControl) async throws -> Value
  ) async throws -> Value {
    let control = TransferControl(progress: progress)
    defer { control.cancel() }
    return try await withTaskCancellationHandler {
      try await body(control)
    } onCancel: {
      control.cancel()
    }
  }

  /// Asks the transfer to stop before its next piece.
  func cancel() {
    cancelled.store(true, ordering: .relaxed)
  }

  /// Notes that `bytes` of the whole are done.
  func advance(to bytes: UInt64) throws {
    guard !cancelled.load(ordering: .relaxed) else { throw CancellationError() }
    heartbeat.beat()
    progress?(bytes)
  }
}
