extension Call {
  /// Runs `body` on a thread of its own and waits for it, but not past the deadline.
  ///
  /// When the deadline comes first the call goes on alone: its result, and each handle in it, is dropped on its own
  /// thread when it returns at last. Cancelling the task does not shorten the wait: what a call has changed must be known.
  /// A long call beats on `heartbeat`; the deadline then counts from the last beat.
  func race<Value: Sendable>(
    within deadline: Duration,
    heartbeat: Heartbeat = Heartbeat(),
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let answer = Answer<Value>()
    try CallThread.run(operation) { answer.settle(Result { try body() }) }
    return try await wait(for: answer, within: deadline, heartbeat: heartbeat)
  }

  /// Waits for an answer, but not past the deadline.
  func wait<Value: Sendable>(
    for answer: Answer<Value>,
    within deadline: Duration,
    heartbeat: Heartbeat = Heartbeat()
  ) async throws -> Value {
    let timer = Task.detached { [self] in
      try await heartbeat.silent(for: deadline)
      answer.settle(.failure(DeadlineError(operation: operation, object: object, deadline: deadline)))
    }
    defer { timer.cancel() }
    return try await answer.value()
  }
}
