/// An announcement that is being drawn up, message by message.
struct AnnouncementDraft {
  let rack: Rack
  let window: Window
  let kind: NoticeKind
  let outbox: Outbox
  let channels: [ChannelProgram]
  let clock: WallClock
  /// The notice as it is written down: the one that is under way already, or a new one.
  let notice: Notice
  /// Whether people were told of the window, and what became of it is lost.
  private let isLost: Bool
  var items: [Announcement.Item] = []

  init(rack: Rack, window: Window, kind: NoticeKind, outbox: Outbox, channels: [ChannelProgram]) throws(Failure) {
    self.rack = rack
    self.window = window
    self.kind = kind
    self.outbox = outbox
    self.channels = channels
    clock = WallClock(zone: rack.configuration.timezone)
    let found = outbox.notice(kind, window.sequence)
    isLost = window.state == .announced && found == nil
    if let found, !found.isUntouched {
      notice = found
    } else {
      let template = Self.template(kind, window, outbox, rack.configuration.owner, clock)
      var words: [Language: NoticeWords] = [:]
      for language in rack.configuration.announce.languages {
        words[language] = try template.publicWords(in: language, templates: rack.templates)
      }
      notice = Notice(
        kind: kind,
        sequence: window.sequence,
        at: rack.time.now(),
        start: window.start,
        length: window.length,
        words: words,
        messages: []
      )
    }
  }

  /// The words about it as a kind of notice.
  func template(_ kind: NoticeKind) -> NoticeTemplate {
    Self.template(kind, window, outbox, rack.configuration.owner, clock)
  }

  private static func template(
    _ kind: NoticeKind,
    _ window: Window,
    _ outbox: Outbox,
    _ owner: Configuration.Owner,
    _ clock: WallClock
  ) -> NoticeTemplate {
    let before = outbox.notices.last { $0.sequence < window.sequence }
    return NoticeTemplate(window: window, kind: kind, before: before, owner: owner, clock: clock)
  }

  /// The name of a message of this notice.
  func id(_ channel: String, _ tenant: TenantName?) -> MessageID {
    MessageID(
      rack: rack.configuration.rack,
      window: window.id,
      kind: kind,
      sequence: window.sequence,
      channel: channel,
      tenant: tenant
    )
  }

  /// How far a message is. One that was being sent was cut off: whoever sent it is dead, for this command has the lock.
  func state(of id: MessageID, carried: Bool) -> OutboxMessage.State {
    let found = notice.messages.first { $0.id == id }?.state
    guard carried else { return found == .sent ? .sent : .byHand }
    switch found {
    case .sending: return .unknown
    case .byHand: return .pending
    case nil: return isLost ? .unknown : .pending
    case .some(let state): return state
    }
  }

  /// Drops the messages to those who know already: the plan as it stands, or that all of theirs is back.
  mutating func leaveOut(_ known: Notice) {
    let vms = window.vms
    items.removeAll { item in
      known.messages.contains { message in
        guard message.channel == item.channel, message.tenant == item.tenant else { return false }
        guard known.kind == .partly else { return message.mayHaveArrived }
        let wasBack = vms.filter { $0.tenant == item.tenant }.allSatisfy { ($0.up ?? known.at) <= known.at }
        return message.state == .sent && wasBack
      }
    }
  }

  /// What everybody is to read and that names a tenant all the same, because the owner wrote it.
  func indiscretions(_ tenants: [Tenant]) -> [String] {
    guard channels.contains(where: { $0.channel.isPublic }) else { return [] }
    let text = notice.words.values.map(\.text).joined(separator: "\n").lowercased()
    return tenants.filter { !$0.isSelf }.filter { tenant in
      [tenant.displayName, tenant.name.description].contains { $0.count > 3 && text.contains($0.lowercased()) }
    }.map { "what everybody will read names \($0.name)" }
  }
}
