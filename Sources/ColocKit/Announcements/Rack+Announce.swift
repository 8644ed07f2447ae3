extension Rack {
  /// Sends what is due of an announcement, one message after the other; whoever calls it holds `lockAnnouncements`.
  ///
  /// Each message is on disk as being sent before its program starts: one that is cut off is found as unknown, and never
  /// silently repeated. Throws `busy` when the window was changed meanwhile, and what the disk says; what was not sent by
  /// then is sent when the command is repeated.
  ///
  /// - Returns: The announcement with what became of each message.
  public func announce(_ announcement: Announcement) async throws -> Announcement {
    var announcement = announcement
    guard let notice = announcement.notice else { return announcement }
    let isWork = announcement.items.contains(where: \.isDue) || !announcement.decided.isEmpty
    try state.layout.ensure()
    var writer = OutboxWriter(
      store: state.outboxes,
      outbox: try state.outboxes.read(announcement.window.id) ?? Outbox(window: announcement.window.id),
      notice: notice
    )
    // A window that says that people were told has an outbox that says who.
    try writer.write(announcement.items, at: time.now())
    try settle(announcement)
    if isWork { try audit(object: announcement.window.id.description, fields: ["announced"]) }
    for index in announcement.items.indices where announcement.items[index].isDue {
      guard let delivery = announcement.items[index].delivery else { continue }
      let id = announcement.items[index].id
      narrator.stage("sending", "\(announcement.items[index].channel) \(announcement.items[index].to ?? "")")
      try writer.set(id, .sending, at: time.now())
      let (state, words) = try await delivery.run(runner)
      announcement.items[index].state = state
      announcement.items[index].words = words
      try writer.set(id, state, at: time.now())
    }
    return announcement
  }

  /// The window is told as it stands, if it still stands so.
  private func settle(_ announcement: Announcement) throws {
    let now = time.now()
    try state.windows.change(announcement.window.id) { window in
      guard window == announcement.window else {
        throw Failure(.busy, "\(window.id) was changed meanwhile: nothing was sent", hint: "repeat it")
      }
      if window.state == .draft || window.state == .changed { window.state = .announced }
      if window.announced == nil { window.announced = now }
    }
  }
}

/// Writes an outbox, message by message.
private struct OutboxWriter {
  let store: OutboxStore
  var outbox: Outbox
  var notice: Notice

  /// Writes the notice with its messages as they are decided; those of which nothing is known any more stay as they are.
  mutating func write(_ items: [Announcement.Item], at now: Timestamp) throws(Failure) {
    for item in items {
      let message = OutboxMessage(
        id: item.id,
        channel: item.channel,
        tenant: item.tenant,
        state: item.state,
        at: now
      )
      guard let index = notice.messages.firstIndex(where: { $0.id == item.id }) else {
        notice.messages.append(message)
        continue
      }
      if notice.messages[index].state != item.state { notice.messages[index] = message }
    }
    try save()
  }

  mutating func set(_ id: MessageID, _ state: OutboxMessage.State, at now: Timestamp) throws(Failure) {
    guard let index = notice.messages.firstIndex(where: { $0.id == id }) else { return }
    notice.messages[index].state = state
    notice.messages[index].at = now
    try save()
  }

  private mutating func save() throws(Failure) {
    let before = outbox
    outbox.put(notice)
    if outbox != before { try store.write(outbox) }
  }
}
