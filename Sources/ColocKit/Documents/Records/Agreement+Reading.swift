extension Agreement: ReadableRecord {
  /// Reads the agreement of a manifest; totals are 0 to 1,000,000 and sizes at most `ByteCount.largest`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let vms = record.required("vms", .int(0...1_000_000))
    let vcpus = record.required("vcpus", .int(0...1_000_000))
    let memory = record.required("memory", .bytes)
    let disk = record.required("disk", .bytes)
    let sites = record.required("sites", .list(.parsed(SiteName.self)))
    let ownerAccess = record.required("ownerAccess", .bool)
    let conversation = record.required("conversation", .parsed(ConversationID.self))
    let agreed = record.required("agreed", .parsed(Timestamp.self))
    try record.end()
    self.init(
      vms: try vms.get(),
      vcpus: try vcpus.get(),
      memory: try memory.get(),
      disk: try disk.get(),
      sites: try sites.get(),
      ownerAccess: try ownerAccess.get(),
      conversation: try conversation.get(),
      agreed: try agreed.get()
    )
  }
}
