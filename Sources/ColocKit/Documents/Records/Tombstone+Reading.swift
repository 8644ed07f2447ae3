extension Tombstone: ReadableRecord {
  /// Reads a tombstone.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let tenant = record.required("tenant", .parsed(TenantName.self))
    let vm = record.required("vm", .record(VMRecord.self))
    let domainXML = record.required("domainXML", .text)
    let deleted = record.required("deleted", .parsed(Timestamp.self))
    let expires = record.required("expires", .parsed(Timestamp.self))
    let reason = record.nullable("reason", .text)
    let purging = record.required("purging", .bool)
    try record.end()
    self.init(
      tenant: try tenant.get(),
      vm: try vm.get(),
      domainXML: try domainXML.get(),
      deleted: try deleted.get(),
      expires: try expires.get(),
      reason: try reason.get(),
      purging: try purging.get()
    )
  }
}
