extension AuditEntry: ReadableRecord {
  /// Reads a line of the audit log.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let when = record.required("when", .parsed(Timestamp.self))
    let who = record.required("who", .text)
    let command = record.required("command", .text)
    let tenant = record.nullable("tenant", .parsed(TenantName.self))
    let object = record.nullable("object", .text)
    let fields = record.required("fields", .list(.text))
    let reason = record.nullable("reason", .text)
    try record.end()
    self.init(
      when: try when.get(),
      who: try who.get(),
      command: try command.get(),
      tenant: try tenant.get(),
      object: try object.get(),
      fields: try fields.get(),
      reason: try reason.get()
    )
  }
}
