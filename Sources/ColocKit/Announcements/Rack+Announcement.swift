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
    let outage = try returned(from: window)
    switch DueNotice(window, outbox, outage) {
    case .nothing(let why): return Announcement(window: window, silence: why)
    case .notice(let due): kind = due
    case .rest(let due, let notice): (kind, knowing) = (due, notice)
    }
    let tenants = try manifests.all()
    let (channels, faults) = try self.channels(brought: brought)
    var draft = try AnnouncementDraft(
      rack: self,
      window: outage.map { window.seen(at: time.now(), with: $0) } ?? window,
      kind: kind,
      outbox: outbox,
      channels: channels
    )
    try draft.addTenants(tenants.tenants)
    // Everybody is told once, when it is over.
    if kind != .partly { try draft.addPublic() }
    try draft.addStranded(tenants.tenants)
    if let knowing { draft.leaveOut(knowing) }
    let warnings =
      try self.warnings(about: window) + faults + draft.indiscretions(tenants.tenants)
      + tenants.unreadable.map { "\($0.stem) is not told, for its manifest cannot be read: \($0.path)" }
    guard kind != .underway || knowing == nil || !draft.items.isEmpty else {
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

  /// The outage of a window that `maintenance end` has gone through and that still owes a domain; nil while a command
  /// is at it, for then more may come back any moment.
  private func returned(from window: Window) throws -> Outage? {
    guard window.state == .begun, let outage = try state.outages.read(), outage.window == window.id, outage.rising,
      outage.entries.contains(where: { $0.back != nil }),
      try !LiveFile.isHeld(state.layout.lock(Claim.power.file))
    else { return nil }
    return outage
  }
}

extension Window {
  /// The window as it is to those whose VMs are back.
  fileprivate func seen(at now: Timestamp, with outage: Outage) -> Window {
    var window = self
    window.ended = now
    window.vms = outage.entries
    return window
  }
}

extension Announcement {
  fileprivate init(window: Window, silence: String) {
    self.init(window: window, kind: nil, silence: silence, items: [], warnings: [], notice: nil)
  }
}
