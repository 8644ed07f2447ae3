extension TenantRefusal: ReadableRecord {
  /// Reads the refusal of a manifest.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let since = record.required("since", .parsed(Timestamp.self))
    let reason = record.required("reason", .line)
    let conversation = record.nullable("conversation", .parsed(ConversationID.self))
    try record.end()
    self.init(since: try since.get(), reason: try reason.get(), conversation: try conversation.get())
  }
}
