extension Rack {
  /// Says what ending a window would bring back, in the order in which it comes. Touches nothing.
  ///
  /// Throws `notFound`, and `notPermitted` for a window that did not begin.
  public func planEnd(_ id: WindowID) throws -> [OutageEntry] {
    let window = try endable(id)
    guard let outage = try owedOutage(), outage.window == window.id else { return [] }
    return outage.owed.sorted { ($1.order, $0.name) < ($0.order, $1.name) }
  }

  /// Ends a window: starts exactly what ran when it began, each place when the one before is ready, and notes how long it
  /// took.
  ///
  /// One that could not be started stays owed, and the window open: once more goes on. Throws what the plan throws,
  /// `busy` while another command brings the host down or up, and `CancellationError`.
  public func end(
    _ id: WindowID,
    reason: String?,
    report: @escaping @Sendable (OutageStep) -> Void
  ) async throws -> (window: Window, result: OutageResult) {
    try await holding(.power) {
      let window = try endable(id)
      try audit(object: id.description, fields: ["state"], reason: reason)
      guard let outage = try state.outages.read(), outage.window == id else {
        return try await close(window, entries: [])
      }
      let result = try await ascend(reason: reason ?? outage.reason, report: report)
      guard result.failures.isEmpty else { return (window, result) }
      return try await close(window, entries: result.entries, late: result.late)
    }
  }

  /// The window's file first: as long as the outage is there, this can be repeated.
  private func close(
    _ window: Window,
    entries: [OutageEntry],
    late: [String] = []
  ) async throws -> (window: Window, result: OutageResult) {
    let outage = try state.outages.read()
    if let outage, outage.window == window.id {
      try await takeDownPages()
      try await giveAutostartBack(outage)
    }
    let now = time.now()
    let ended = try state.windows.change(window.id) { window in
      // Of one that came by itself `power up` gave the time line.
      if !entries.isEmpty { window.vms = entries }
      guard window.state != .ended else { return }
      window.state = .ended
      window.begun = window.begun ?? window.start
      window.ended = now
    }
    if try state.outages.read()?.window == window.id {
      // What a boot is to bring back was brought back here: no cut is left for `power up`.
      try? boot.setDone(configuration.rack)
      try state.outages.end()
    }
    return (ended, OutageResult(entries: ended.vms, failures: [], active: [], late: late))
  }

  private func endable(_ id: WindowID) throws -> Window {
    let window = try window(id)
    let outage = try state.outages.read()
    // A begin, or an end, that was killed between its two files.
    if outage?.window == id { return window }
    if let outage, !window.planned, window.isOpen {
      throw Failure(
        .busy,
        "the host went down on \(outage.began) and not all is back",
        hint: outage.window.map { "coloc maintenance end \($0)" } ?? "coloc power up brings it back; then again"
      )
    }
    // One that came by itself need not have brought anything down.
    guard window.state == .begun || (!window.planned && window.isOpen) else {
      throw Failure(
        .notPermitted,
        "\(id) is \(window.state.rawValue): there is nothing to end",
        hints: window.state == .ended ? [] : ["coloc maintenance begin \(id)", "or: coloc maintenance cancel \(id)"]
      )
    }
    return window
  }
}
