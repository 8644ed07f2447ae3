extension Window: ReadableRecord {
  /// Reads a window.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let id = record.required("id", .parsed(WindowID.self))
    let state = record.required("state", .choice(State.self))
    let planned = record.required("planned", .bool)
    let start = record.required("start", .parsed(Timestamp.self))
    let length = record.nullable("length", .int(1...Int(Int32.max)))
    let reason = record.required("reason", .line)
    let texts = record.required("texts", .record(WindowTexts.self))
    let created = record.required("created", .parsed(Timestamp.self))
    let sequence = record.required("sequence", .int(0...Int(Int32.max)))
    let announced = record.nullable("announced", .parsed(Timestamp.self))
    let begun = record.nullable("begun", .parsed(Timestamp.self))
    let ended = record.nullable("ended", .parsed(Timestamp.self))
    let vms = record.required("vms", .records(OutageEntry.self, distinct: ["uuid"]))
    try record.end()
    self.init(
      id: try id.get(),
      state: try state.get(),
      planned: try planned.get(),
      start: try start.get(),
      length: try length.get(),
      reason: try reason.get(),
      texts: try texts.get().byLanguage,
      created: try created.get(),
      sequence: try sequence.get(),
      announced: try announced.get(),
      begun: try begun.get(),
      ended: try ended.get(),
      vms: try vms.get()
    )
  }
}

extension Window: StoredRecord {
  static var noun: String { "a maintenance window" }
  static var keyPath: [String] { ["id"] }
  var stem: String { id.description }
  var document: JSONValue { json }
}

/// What tenants are told, by language, as a window's file has it.
struct WindowTexts: ReadableRecord {
  let byLanguage: [Language: String]

  init(reading record: RecordReader) throws(FaultRecorded) {
    let fields = Language.allCases.map { ($0, record.optional($0.rawValue, .text)) }
    try record.end()
    var texts: [Language: String] = [:]
    for (language, field) in fields { texts[language] = try field.get() }
    byLanguage = texts
  }
}
