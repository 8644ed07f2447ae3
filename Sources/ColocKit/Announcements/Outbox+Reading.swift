extension Outbox: ReadableRecord {
  /// Reads an outbox.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let window = record.required("window", .parsed(WindowID.self))
    let notices = record.required("notices", .records(Notice.self))
    try record.end()
    self.init(window: try window.get(), notices: try notices.get())
  }
}

extension Notice: ReadableRecord {
  /// Reads a notice.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let kind = record.required("kind", .choice(NoticeKind.self))
    let sequence = record.required("sequence", .int(0...Int(Int32.max)))
    let at = record.required("at", .parsed(Timestamp.self))
    let start = record.required("start", .parsed(Timestamp.self))
    let length = record.nullable("length", .int(1...Int(Int32.max)))
    let words = record.required("words", .record(WordsByLanguage.self))
    let messages = record.required("messages", .records(OutboxMessage.self, distinct: ["id"]))
    try record.end()
    self.init(
      kind: try kind.get(),
      sequence: try sequence.get(),
      at: try at.get(),
      start: try start.get(),
      length: try length.get(),
      words: try words.get().byLanguage,
      messages: try messages.get()
    )
  }
}

extension NoticeWords: ReadableRecord {
  /// Reads a subject and a text.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let subject = record.required("subject", .line)
    let text = record.required("text", .text)
    try record.end()
    self.init(subject: try subject.get(), text: try text.get())
  }
}

extension OutboxMessage: ReadableRecord {
  /// Reads a message.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let id = record.required("id", .parsed(MessageID.self))
    let channel = record.required("channel", .line)
    let tenant = record.nullable("tenant", .parsed(TenantName.self))
    let state = record.required("state", .choice(State.self))
    let at = record.required("at", .parsed(Timestamp.self))
    try record.end()
    self.init(
      id: try id.get(),
      channel: try channel.get(),
      tenant: try tenant.get(),
      state: try state.get(),
      at: try at.get()
    )
  }
}

extension Outbox: StoredRecord {
  static var noun: String { "an outbox" }
  static var keyPath: [String] { ["window"] }
  var stem: String { window.description }
  var document: JSONValue { json }
}

/// Words by language, as a notice has them.
private struct WordsByLanguage: ReadableRecord {
  let byLanguage: [Language: NoticeWords]

  init(reading record: RecordReader) throws(FaultRecorded) {
    let fields = Language.allCases.map { ($0, record.optional($0.rawValue, .record(NoticeWords.self))) }
    try record.end()
    var words: [Language: NoticeWords] = [:]
    for (language, field) in fields { words[language] = try field.get() }
    byLanguage = words
  }
}
