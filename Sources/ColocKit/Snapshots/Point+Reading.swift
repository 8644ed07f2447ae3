extension Point: ReadableRecord {
  /// Reads a point of an index.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let id = record.required("id", .parsed(PointID.self))
    let name = record.nullable("name", .parsed(PointName.self))
    let sequence = record.required("sequence", .int(1...Int(Int32.max)))
    let created = record.required("created", .parsed(Timestamp.self))
    let level = record.required("level", .choice(PointLevel.self))
    let parent = record.nullable("parent", .parsed(PointID.self))
    let disks = record.required("disks", .records(PointDisk.self, distinct: ["target"]))
    let checkpoint = record.nullable("checkpoint", .line)
    let hasNVRAM = record.required("nvram", .bool)
    let protected = record.required("protected", .bool)
    let note = record.nullable("note", .line)
    let kept = record.required("kept", .list(.line))
    let state = record.required("state", .choice(PointState.self))
    try record.end()
    self.init(
      id: try id.get(),
      name: try name.get(),
      sequence: try sequence.get(),
      created: try created.get(),
      level: try level.get(),
      parent: try parent.get(),
      disks: try disks.get(),
      checkpoint: try checkpoint.get(),
      hasNVRAM: try hasNVRAM.get(),
      protected: try protected.get(),
      note: try note.get(),
      kept: try kept.get(),
      state: try state.get()
    )
  }

  /// The point as it stands in the index.
  var record: JSONValue {
    .object([
      "id": .text(id), "name": .text(name), "sequence": .int(sequence), "created": .text(created),
      "level": .string(level.rawValue), "parent": .text(parent), "disks": .array(disks.map(\.json)),
      "checkpoint": .text(checkpoint), "nvram": .bool(hasNVRAM), "protected": .bool(protected), "note": .text(note),
      "kept": .texts(kept), "state": .string(state.rawValue),
    ])
  }
}
