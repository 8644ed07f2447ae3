extension Conversation: ReadableRecord {
  /// Reads a conversation of a manifest.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let id = record.required("id", .parsed(ConversationID.self))
    let date = record.required("date", .parsed(CalendarDate.self))
    let channel = record.required("channel", .choice(Channel.self))
    let summary = record.required("summary", .text)
    let recorded = record.required("recorded", .parsed(Timestamp.self))
    try record.end()
    self.init(
      id: try id.get(),
      date: try date.get(),
      channel: try channel.get(),
      summary: try summary.get(),
      recorded: try recorded.get()
    )
  }
}
