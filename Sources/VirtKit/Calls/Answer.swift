import Synchronization

/// The one answer a caller waits for, whoever brings it first: the call itself or its deadline.
///
/// What comes second is dropped, and with it every handle it owns.
final class Answer<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, any Error>)
    case settled(Result<Value, any Error>)
    case delivered
  }

  private let state = Mutex(State.open)

  /// Brings an answer; only the first one counts. Tells whether this was it.
  @discardableResult
  func settle(_ result: Result<Value, any Error>) -> Bool {
    let (isFirst, waiting): (Bool, CheckedContinuation<Value, any Error>?) = state.withLock { state in
      switch state {
      case .open:
        state = .settled(result)
        return (true, nil)
      case .awaited(let continuation):
        state = .delivered
        return (true, continuation)
      case .settled, .delivered:
        return (false, nil)
      }
    }
    waiting?.resume(with: result)
    return isFirst
  }

  /// Waits for the first answer. To be awaited once.
  func value() async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let ready: Result<Value, any Error>? = state.withLock { state in
        if case .settled(let result) = state {
          state = .delivered
          return result
        }
        state = .awaited(continuation)
        return nil
      }
      if let ready { continuation.resume(with: ready) }
    }
  }
}
