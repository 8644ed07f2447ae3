/// A value that can be read from a document's object.
public protocol ReadableRecord {
  /// Reads every field, ends the reader, and only then throws if anything was wrong.
  init(reading record: RecordReader) throws(FaultRecorded)
}

extension ReadableRecord {
  /// Reads a record from JSON.
  ///
  /// - Throws: `InvalidDocument` with every fault; `file` is what they call the document.
  public init(json bytes: [UInt8], file: String) throws(InvalidDocument) {
    try self.init(DocumentNode.json(bytes, file: file), file: file)
  }

  /// Reads a record from a document that was parsed.
  ///
  /// - Throws: `InvalidDocument` with every fault; `file` is what they call the document.
  public init(_ node: DocumentNode, file: String) throws(InvalidDocument) {
    let faults = FaultList()
    do throws(FaultRecorded) {
      try self.init(reading: RecordReader(node, path: "", faults: faults))
    } catch {
      throw InvalidDocument(file: file, faults: faults.faults)
    }
  }
}
