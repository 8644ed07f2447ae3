extension Configuration.Announce: ReadableRecord {
  /// Reads `announce`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let languages = record.optional("languages", .list(.choice(Language.self)), default: Self.standard.languages)
    if case .success(let languages) = languages, languages.isEmpty || Set(languages).count != languages.count {
      record.fault("languages", "names one language or more, each once")
    }
    let folder = record.optional("folder", .path)
    let link = record.optional("link", .webFolder)
    let channels = record.optional("channels", .records(Configuration.Channel.self, distinct: ["name"]))
    if case .success(let list?) = channels, list.contains(where: { $0.name == "files" }),
      case .success(nil) = folder
    {
      record.fault("channels", "has files, which needs announce.folder")
    }
    try record.end()
    self.init(
      languages: try languages.get(),
      folder: try folder.get(),
      link: try link.get(),
      channels: try channels.get()
    )
  }
}

extension Configuration.Channel: ReadableRecord {
  /// Reads one of `announce.channels`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.required("name", .objectName)
    let program = record.optional("program", .path)
    let settings = record.optional("settings", .path)
    let reaches = record.optional("reaches", .list(.choice(Contact.Kind.self)))
    let limit = record.optional("limit", .int(100...100_000))
    if case .success(let kinds?) = reaches, kinds.contains(.email), kinds.count > 1 {
      record.fault("reaches", "has email beside others: a channel of mails is given whole mails, and no others are")
    }
    if case .success(let name) = name {
      let brought = Self.brought[name]
      if name == Announcement.byHand { record.fault("name", "is what coloc calls messages that no channel carries") }
      if brought == nil, case .success(nil) = program {
        let names = Self.brought.keys.sorted().joined(separator: ", ")
        record.fault("program", "is missing: coloc brings only \(names)")
      }
      if brought?.needsSettings == true, case .success(nil) = program, case .success(nil) = settings {
        record.fault("settings", "is missing: \(name) has its address and its token there")
      }
    }
    try record.end()
    self.init(
      name: try name.get(),
      program: try program.get(),
      settings: try settings.get(),
      reaches: try reaches.get(),
      limit: try limit.get()
    )
  }
}

extension Shape where Value == String {
  /// The address of a directory on the web: https or http, no slash at the end, nothing that XML or a line minds.
  fileprivate static var webFolder: Shape<String> {
    line.narrowed { text in
      let isAddress = ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
      let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
      guard isAddress, isPlain, !text.hasSuffix("/") else {
        let shown = Printable.excerpt(text)
        return .failure(Refusal(text: "'\(shown)' is not an address like https://rack.example/maintenance"))
      }
      return .success(text)
    }
  }
}

extension Configuration.Announce {
  /// The keys `sendmail` and `announce` as `init` writes them.
  func rendered(sendmail: String) -> String {
    """
    # The program that sends mail, called as sendmail -t -oi.
    sendmail: \(Configuration.quoted(sendmail))

    # How people are told of maintenance (docs/ANNOUNCEMENTS.md). languages: of what everybody reads, first one first.
    # folder: a directory that your web server shows, for an Atom feed and a calendar; link: where it is on the web.
    # channels: null takes mail, and files where there is a folder. Else a list, whatever is not in it stays by hand:
    #   - {name: mail}
    #   - {name: files}
    #   - {name: mastodon, settings: /etc/coloc/mastodon.conf}
    #   - {name: matrix, settings: /etc/coloc/matrix.conf}
    #   - {name: xmpp, program: /usr/local/lib/coloc-xmpp, reaches: [xmpp]}
    # One that reaches kinds of contacts (email, matrix, xmpp, fediverse, phone) writes to each tenant for itself, one
    # that reaches none is read by everybody. settings is a file for the program alone, 0600: tokens stand there.
    announce:
      languages: [\(languages.map(\.rawValue).joined(separator: ", "))]
      folder: \(folder.map(Configuration.quoted) ?? "null")
      link: \(link.map(Configuration.quoted) ?? "null")
      channels:\(renderedChannels)
    """
  }

  private var renderedChannels: String {
    guard let channels else { return " null" }
    guard !channels.isEmpty else { return " []" }
    return channels.map { channel in
      var parts = ["name: \(Configuration.quoted(channel.name))"]
      if let program = channel.program { parts.append("program: \(Configuration.quoted(program))") }
      if let settings = channel.settings { parts.append("settings: \(Configuration.quoted(settings))") }
      parts.append("reaches: [\(channel.reaches.map(\.rawValue).joined(separator: ", "))]")
      if let limit = channel.limit { parts.append("limit: \(limit)") }
      return "\n    - {\(parts.joined(separator: ", "))}"
    }.joined()
  }
}
