extension AnnouncementDraft {
  /// Adds the message of each channel that everybody reads.
  mutating func addPublic() throws(Failure) {
    let languages = rack.configuration.announce.languages
    guard let first = languages.first, let subject = notice.words[first]?.subject else { return }
    let template = template(kind)
    for program in channels where program.channel.isPublic {
      let text = try PublicText.text(languages, limit: program.channel.limit) {
        (language, cut) throws(Failure) in
        try template.publicWords(in: language, cut: cut, templates: rack.templates)
      }
      let id = id(program.channel.name, nil)
      items.append(
        Announcement.Item(
          id: id,
          tenant: nil,
          channel: program.channel.name,
          to: nil,
          language: first,
          subject: subject,
          text: text,
          ics: nil,
          state: state(of: id, carried: true),
          delivery: delivery(
            by: program,
            id: id,
            tenant: nil,
            to: nil,
            words: NoticeWords(subject: subject, text: text),
            language: first,
            ics: nil,
            files: program.channel.name == "files" ? try files() : nil
          )
        )
      )
    }
  }

  /// What a program is given for a message.
  func delivery(
    by program: ChannelProgram,
    id: MessageID,
    tenant: Tenant?,
    to: [String]?,
    words: NoticeWords,
    language: Language,
    ics: String?,
    files: [String: String]? = nil
  ) -> Delivery {
    let channel = program.channel
    var environment = [
      "COLOC_MESSAGE": id.description, "COLOC_CHANNEL": channel.name, "COLOC_LANGUAGE": language.rawValue,
      "COLOC_SENDMAIL": rack.configuration.sendmail,
    ]
    environment["COLOC_SETTINGS"] = channel.settings
    environment["COLOC_FOLDER"] = rack.configuration.announce.folder
    let facts: [String: JSONValue] = [
      "schema": .int(Delivery.schema), "id": .text(id), "window": .text(window.id), "kind": .string(kind.rawValue),
      "sequence": .int(notice.sequence), "channel": .string(channel.name), "tenant": .text(tenant?.name),
      "to": to.map { .texts($0) } ?? .null, "subject": .string(words.subject), "language": .string(language.rawValue),
      "form": .string(channel.reaches == [.email] ? "mail" : "text"), "start": .text(notice.start),
      "end": .text(notice.length.map { Timestamp(seconds: notice.start.seconds + Int64($0)) }), "ics": .text(ics),
      "files": files.map { .object($0.mapValues { .string($0) }) } ?? .null,
    ]
    return Delivery(
      channel: channel,
      program: program.path,
      facts: .object(facts),
      text: words.text,
      environment: environment
    )
  }

  /// The feed and the calendar of all windows, each as people were last told of it, this one as they are told now.
  private func files() throws(Failure) -> [String: String] {
    let configuration = rack.configuration
    var told = try rack.state.outboxes.all().filter { $0.window != window.id }.compactMap { outbox in
      outbox.notices.last { !$0.isUntouched }.map { (window: outbox.window, notice: $0) }
    }
    told.append((window.id, notice))
    told.sort { ($0.notice.at, $0.window) > ($1.notice.at, $1.window) }
    let entries = told.prefix(50).compactMap { window, notice in entry(window, notice) }
    let first = configuration.announce.languages[0]
    let feed = AtomFeed(
      rack: configuration.rack,
      owner: configuration.owner.name,
      title: first == .french ? "Maintenances" : "Maintenance",
      language: first,
      link: configuration.announce.link.map { "\($0)/maintenance.atom" },
      entries: entries
    )
    let events = entries.map { entry in
      CalendarEvent(
        window: entry.window,
        rack: configuration.rack,
        notice: entry.notice,
        summary: entry.title,
        description: entry.text,
        organizer: nil
      )
    }
    return ["maintenance.atom": feed.text, "maintenance.ics": CalendarFile(events: events).text]
  }

  private func entry(_ window: WindowID, _ notice: Notice) -> AtomFeed.Entry? {
    let languages = (rack.configuration.announce.languages + Language.allCases).filter { notice.words[$0] != nil }
    guard let first = languages.first, let title = notice.words[first]?.subject else { return nil }
    let texts = rack.configuration.announce.languages.compactMap { notice.words[$0]?.text }
    return AtomFeed.Entry(
      window: window,
      notice: notice,
      language: first,
      title: title,
      text: (texts.isEmpty ? [notice.words[first]?.text ?? ""] : texts).joined(separator: "\n")
    )
  }
}
