extension KeptDefinition: ReadableRecord {
  /// Reads the copy of a definition.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let uuid = record.required("uuid", .uuid)
    let domainXML = record.required("domainXML", .text)
    let autostart = record.required("autostart", .bool)
    let kept = record.required("kept", .parsed(Timestamp.self))
    try record.end()
    self.init(
      uuid: try uuid.get(),
      domainXML: try domainXML.get(),
      autostart: try autostart.get(),
      kept: try kept.get()
    )
  }
}
