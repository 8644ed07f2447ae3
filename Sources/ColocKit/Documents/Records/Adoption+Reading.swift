extension Adoption: ReadableRecord {
  /// Reads what a manifest has of an adopted VM.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let disks = record.required("disks", .list(.line))
    let adopted = record.required("adopted", .parsed(Timestamp.self))
    try record.end()
    self.init(disks: try disks.get(), adopted: try adopted.get())
  }
}
