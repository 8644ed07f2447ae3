extension Rack {
  /// Plans a window, or changes one that has not begun; nobody is told before `announce`.
  ///
  /// Throws `usage` for what is missing or out of range, `notFound`, and `notPermitted` for a window that has begun.
  public func plan(_ request: WindowRequest) throws -> Window {
    if let reason = request.reason { try Prose.check(reason, what: "a reason", limit: 100) }
    for (language, text) in request.texts where !text.isEmpty {
      try Self.checkNotice(text, language)
    }
    let now = time.now()
    var request = request
    if request.startsNow { request.start = now }
    let window: Window?
    if let id = request.id {
      window = try state.windows.change(id) { try Self.change(&$0, by: request, at: now) }
    } else {
      window = try state.windows.change { try draw(request, at: now, beside: $0) }
    }
    guard let window else { throw Failure(.unexpected, "the window was not written") }
    try audit(object: window.id.description, fields: request.fields, reason: request.reason)
    return window
  }

  /// Says that a window does not take place; those who were told of it are told so by `announce`.
  ///
  /// Throws `notFound`, `notPermitted` for one that has begun (that one is ended), and `busy` while another command
  /// brings the host down or back: it may be this window that just begins.
  public func cancel(_ id: WindowID, reason: String?) async throws -> Window {
    try await holding(.power) { try cancelNow(id, reason: reason) }
  }

  private func cancelNow(_ id: WindowID, reason: String?) throws -> Window {
    let hasOutage = try state.outages.read()?.window == id
    let window = try state.windows.change(id) { window in
      switch hasOutage ? .begun : window.state {
      case .draft, .announced, .changed:
        window.state = .cancelled
        if window.announced != nil { window.sequence += 1 }
      case .cancelled: break
      case .begun:
        throw Failure(.notPermitted, "\(id) has begun and cannot be cancelled", hint: "coloc maintenance end \(id)")
      case .ended: throw Failure(.notPermitted, "\(id) is over and cannot be cancelled")
      }
    }
    try audit(object: id.description, fields: ["state"], reason: reason)
    return window
  }

  /// One window; throws `notFound`.
  public func window(_ id: WindowID) throws -> Window {
    guard let window = try state.windows.read(id) else { throw WindowStore.unknown(id) }
    return window
  }

  /// What a window should make the owner think twice; none is an error.
  public func warnings(about window: Window) throws -> [String] {
    guard window.planned, [.draft, .changed].contains(window.state) else { return [] }
    var warnings: [String] = []
    let notice = window.start.seconds - time.now().seconds
    if notice < -60 {
      warnings.append("it begins in the past")
    } else if notice < 60 {
      // One that was planned to begin now is not said to be late for the second that this takes.
      warnings.append("people get no notice: it begins now")
    } else if notice < WindowRequest.notice {
      warnings.append("people get less than 48 hours of notice: \(TimeSpan(seconds: Int(notice)).rounded)")
    }
    for other in try state.windows.all() where other.id != window.id && other.isOpen && other.overlaps(window) {
      warnings.append("it overlaps with \(other.id)")
    }
    return warnings
  }

  private func draw(_ request: WindowRequest, at now: Timestamp, beside others: [Window]) throws -> Window {
    guard let reason = request.reason else { throw Failure(.usage, "a window has a --reason") }
    guard let start = request.start else { throw Failure(.usage, "say when it begins: --start, or --now") }
    guard request.unplanned || request.length != nil else {
      throw Failure(.usage, "say how long it is to take: --for 2h")
    }
    if !request.unplanned { try Self.refusePast(start, at: now) }
    let day = WallClock(zone: configuration.timezone).day(of: start)
    return Window(
      id: WindowID(day: day, reason: reason, taken: Set(others.map(\.id))),
      planned: !request.unplanned,
      start: start,
      length: request.length?.seconds,
      reason: reason,
      texts: request.texts.filter { !$0.value.isEmpty },
      created: now,
      begun: request.unplanned ? start : nil
    )
  }

  private static func change(_ window: inout Window, by request: WindowRequest, at now: Timestamp) throws {
    guard [.draft, .announced, .changed].contains(window.state) else {
      throw Failure(.notPermitted, "\(window.id) is \(window.state.rawValue): what was planned stands")
    }
    let before = window
    if let start = request.start, start != window.start {
      if window.planned { try refusePast(start, at: now) }
      window.start = start
    }
    if let length = request.length { window.length = length.seconds }
    if let reason = request.reason { window.reason = reason }
    for (language, text) in request.texts { window.texts[language] = text.isEmpty ? nil : text }
    guard window != before, window.announced != nil else { return }
    // Several changes before people are told again are one.
    if window.state == .announced { window.sequence += 1 }
    window.state = .changed
  }

  private static func refusePast(_ start: Timestamp, at now: Timestamp) throws(Failure) {
    guard start < now else { return }
    throw Failure(
      .usage,
      "\(start) is in the past",
      hint: "for one that came by itself: coloc maintenance plan --now --unplanned --reason \"…\""
    )
  }

  /// A text for people may have several lines; nothing in it moves a cursor.
  private static func checkNotice(_ text: String, _ language: Language) throws(Failure) {
    let what = "--text-\(language.rawValue)"
    guard text.count <= 2000 else { throw Failure(.usage, "\(what) has at most 2000 characters") }
    guard !text.unicodeScalars.contains(where: { $0 != "\n" && Printable.isDangerous($0) }) else {
      throw Failure(.usage, "\(what) holds control or direction characters")
    }
  }
}

extension WindowRequest {
  fileprivate var fields: [String] {
    var fields: [String] = []
    if start != nil { fields.append("start") }
    if length != nil { fields.append("length") }
    if reason != nil { fields.append("reason") }
    return fields + texts.keys.map { "texts.\($0.rawValue)" }.sorted()
  }
}

extension Window {
  /// Whether two windows share a moment; one whose end nobody knows is as long as a day.
  func overlaps(_ other: Window) -> Bool {
    let ends = [self, other].map { $0.end ?? Timestamp(seconds: $0.start.seconds + 86_400) }
    return start < ends[1] && other.start < ends[0]
  }
}

extension TimeSpan {
  /// Whole hours, or minutes below one hour: `47h`, `12m`.
  public var rounded: String { seconds >= 3600 ? "\(seconds / 3600)h" : "\(max(1, seconds / 60))m" }
}
