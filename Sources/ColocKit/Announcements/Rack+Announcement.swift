extension Rack {
  /// Takes the announcements to itself: two commands must not send the same message.
  ///
  /// Throws `busy`, naming the holder.
  public func lockAnnouncements() async throws -> FileLock {
    try await FileLock.acquire(
      state.layout.lock("announce"),
      of: "the sending of announcements",
      command: command,
      time: time
    )
  }

  /// Draws up what is to be said about a window now; nothing is written and nothing sent.
  ///
  /// `brought` is where the channels lie that coloc brings, `PREFIX/lib/coloc/channels`; nil when they are not installed.
  /// Throws `notFound`; `configuration` or `notPermitted` for a channel; `invalidFile` for a template.
  public func announcement(of id: WindowID, channels brought: String?) throws -> Announcement {
    let window = try window(id)
    let outbox = try state.outboxes.read(id) ?? Outbox(window: id)
    let kind: NoticeKind
    var knowing: Notice?
    switch DueNotice(window, outbox) {
    case .nothing(let why): return Announcement(window: window, silence: why)
    case .notice(let due): kind = due
    case .rest(let due, let notice): (kind, knowing) = (due, notice)
    }
    let tenants = try manifests.all()
    let (channels, faults) = try self.channels(brought: brought)
    var draft = try AnnouncementDraft(rack: self, window: window, kind: kind, outbox: outbox, channels: channels)
    try draft.addTenants(tenants.tenants)
    try draft.addPublic()
    if let knowing { draft.leaveOut(knowing) }
    let warnings =
      try self.warnings(about: window) + faults + draft.indiscretions(tenants.tenants)
      + tenants.unreadable.map { "\($0.stem) is not told, for its manifest cannot be read: \($0.path)" }
    guard knowing == nil || !draft.items.isEmpty else {
      let why = "\(id) has begun, and people know the plan; when it is over: coloc maintenance end \(id)"
      return Announcement(window: window, silence: why)
    }
    return Announcement(
      window: window,
      kind: kind,
      silence: nil,
      items: draft.items,
      warnings: warnings,
      notice: draft.notice
    )
  }
}

extension Announcement {
  fileprivate init(window: Window, silence: String) {
    self.init(window: window, kind: nil, silence: silence, items: [], warnings: [], notice: nil)
  }
}
