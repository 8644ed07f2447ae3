extension AnnouncementDraft {
  /// Adds the messages that may have gone out and that nothing would send now: their channel was taken out of coloc.yaml,
  /// or their tenant left. Only the owner can say what became of them.
  mutating func addStranded(_ tenants: [Tenant]) throws(Failure) {
    let known = Set(items.map(\.id))
    for message in notice.messages where [.sending, .unknown].contains(message.state) && !known.contains(message.id) {
      let tenant = tenants.first { $0.name == message.tenant }
      let language = tenant?.language ?? rack.configuration.announce.languages[0]
      let everybodys = notice.words[language]
      // To a tenant who is gone nothing can be rendered any more, and its text was never kept.
      var words = message.tenant == nil ? everybodys : nil
      if let tenant { words = try template(kind).words(for: tenant, templates: rack.templates) }
      items.append(
        Announcement.Item(
          id: message.id,
          tenant: message.tenant,
          channel: message.channel,
          to: nil,
          language: language,
          subject: words?.subject ?? everybodys?.subject ?? "",
          text: words?.text ?? "",
          ics: nil,
          state: .unknown,
          words: nil,
          delivery: nil
        )
      )
    }
  }
}
