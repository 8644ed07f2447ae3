extension Rack {
  /// Says what beginning a window would do. Touches nothing.
  ///
  /// Throws `notFound`, `notPermitted` for one that is over or cancelled, `busy` while another one has begun, `Failure`
  /// from the host.
  public func planBegin(_ id: WindowID) async throws -> OutagePlan {
    _ = try admissible(id)
    return try await planOutage()
  }

  /// Begins a window: writes down what runs, then brings all of the host down, coloc's domains and others.
  ///
  /// Once more goes on where the last time ended: what was noted stays, what runs meanwhile is added. Cancelling stops
  /// asking. Throws what the plan throws, and `CancellationError`.
  public func begin(
    _ id: WindowID,
    reason: String?,
    report: @escaping @Sendable (OutageEntry) -> Void
  ) async throws -> OutageResult {
    try await holding(.power) {
      _ = try admissible(id)
      try audit(object: id.description, fields: ["state"], reason: reason)
      try await openOutage(.window, id, reason: reason)
      let now = time.now()
      try state.windows.change(id) { window in
        guard window.state != .begun else { return }
        window.state = .begun
        window.begun = window.begun ?? now
      }
      try await putUpPages(during: window(id))
      return try await descend(report: report)
    }
  }

  /// The window, if it may begin or go on.
  private func admissible(_ id: WindowID) throws -> Window {
    let window = try window(id)
    guard window.isOpen else {
      throw Failure(
        .notPermitted,
        "\(id) is \(window.state.rawValue)",
        hint: "plan another: coloc maintenance plan --start … --for … --reason \"…\""
      )
    }
    guard let outage = try state.outages.read(), outage.window != id else { return window }
    if let other = outage.window {
      throw Failure(.busy, "\(other) has begun and is not ended", hint: "coloc maintenance end \(other)")
    }
    throw Failure(
      .busy,
      "the host went down on \(outage.began) and not all is back",
      hint: "coloc power up brings it back"
    )
  }
}
