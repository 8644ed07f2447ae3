/// An image's own file: the record and the version of its shape.
struct StoredImage: StoredRecord {
  let image: ImageRecord

  static var noun: String { "an image's record" }
  static var keyPath: [String] { ["name"] }
  var stem: String { image.name.description }

  var document: JSONValue {
    guard case .object(var fields) = image.json else { return image.json }
    fields["schema"] = .int(ImageRecord.schema)
    return .object(fields)
  }

  init(_ image: ImageRecord) { self.image = image }

  init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(ImageRecord.schema)
    image = try ImageRecord(reading: record)
  }
}
