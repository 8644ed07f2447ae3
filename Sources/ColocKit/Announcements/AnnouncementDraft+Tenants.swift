extension AnnouncementDraft {
  /// Adds the messages to each tenant that the window concerns.
  mutating func addTenants(_ tenants: [Tenant]) throws(Failure) {
    let told = outbox.told
    for tenant in tenants where !tenant.isSelf && concerns(tenant, told) {
      // Who was never told of the plan reads of it for the first time.
      let kind = kind == .change && !told.contains(tenant.name) ? .plan : kind
      let words = try template(kind).words(for: tenant, templates: rack.templates)
      var left = tenant.contacts
      for channel in channels where !channel.channel.isPublic {
        let reached = tenant.contacts.filter { channel.reaches($0) }
        guard !reached.isEmpty else { continue }
        items.append(item(to: tenant, reached.map(\.address), by: channel, kind, words))
        left.removeAll { reached.contains($0) }
      }
      guard !left.isEmpty || tenant.contacts.isEmpty else { continue }
      items.append(itemByHand(tenant, left, words))
    }
  }

  private func concerns(_ tenant: Tenant, _ told: Set<TenantName>) -> Bool {
    // Only who was told of it has to be told that it is off, also when its VMs went meanwhile.
    if kind == .cancel, !outbox.notices.isEmpty { return told.contains(tenant.name) }
    return !tenant.vms.isEmpty && !tenant.staysDown
  }

  private func item(
    to tenant: Tenant,
    _ addresses: [String],
    by program: ChannelProgram,
    _ kind: NoticeKind,
    _ words: NoticeWords
  ) -> Announcement.Item {
    let channel = program.channel
    let id = id(channel.name, tenant.name)
    let isMail = channel.reaches == [.email]
    let text = channel.limit.map { words.text.shortened(to: $0) } ?? words.text
    let calendar = isMail ? calendar(kind, words) : nil
    let content = isMail ? mail(id, channel.name, tenant, addresses, words, calendar) : text
    return Announcement.Item(
      id: id,
      tenant: tenant.name,
      channel: channel.name,
      to: addresses.joined(separator: ", "),
      language: tenant.language,
      subject: words.subject,
      text: text,
      ics: calendar?.text,
      state: state(of: id, carried: true),
      delivery: delivery(
        by: program,
        id: id,
        tenant: tenant,
        to: addresses,
        words: NoticeWords(subject: words.subject, text: content),
        language: tenant.language,
        ics: calendar?.text
      )
    )
  }

  private func itemByHand(_ tenant: Tenant, _ contacts: [Contact], _ words: NoticeWords) -> Announcement.Item {
    let id = id(Announcement.byHand, tenant.name)
    return Announcement.Item(
      id: id,
      tenant: tenant.name,
      channel: Announcement.byHand,
      to: contacts.isEmpty ? nil : contacts.map(\.description).joined(separator: ", "),
      language: tenant.language,
      subject: words.subject,
      text: words.text,
      ics: nil,
      state: state(of: id, carried: false),
      delivery: nil
    )
  }

  private func calendar(_ kind: NoticeKind, _ words: NoticeWords) -> (text: String, method: String)? {
    guard let method = kind.calendarMethod else { return nil }
    let event = CalendarEvent(
      window: window.id,
      rack: rack.configuration.rack,
      notice: notice,
      summary: words.subject,
      description: words.text,
      organizer: rack.configuration.owner
    )
    return (CalendarFile(method: method, events: [event]).text, method)
  }

  private func mail(
    _ id: MessageID,
    _ channel: String,
    _ tenant: Tenant,
    _ addresses: [String],
    _ words: NoticeWords,
    _ calendar: (text: String, method: String)?
  ) -> String {
    let first = outbox.first(channel, tenant.name)
    return MailMessage(
      id: id,
      from: rack.configuration.owner,
      sender: rack.configuration.owner.mail ?? "",
      to: addresses,
      subject: words.subject,
      language: tenant.language,
      date: notice.at,
      clock: clock,
      text: words.text,
      calendar: calendar,
      answers: first == id ? nil : first
    ).content
  }
}

extension ChannelProgram {
  /// Whether it carries messages to a contact; an address that no header can hold is told by hand.
  fileprivate func reaches(_ contact: Contact) -> Bool {
    channel.reaches.contains(contact.kind) && (contact.kind != .email || MailMessage.takes(contact.address))
  }
}
