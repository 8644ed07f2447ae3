extension Suspension: ReadableRecord {
  /// Reads the suspension of a manifest.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let since = record.required("since", .parsed(Timestamp.self))
    let reason = record.required("reason", .line)
    let ran = record.required("ran", .list(.parsed(VMName.self)))
    let autostart = record.required("autostart", .list(.parsed(VMName.self)))
    let resuming = record.required("resuming", .bool)
    try record.end()
    self.init(
      since: try since.get(),
      reason: try reason.get(),
      ran: try ran.get(),
      autostart: try autostart.get(),
      resuming: try resuming.get()
    )
  }
}
