extension Intent: ReadableRecord {
  /// Reads an intent; what its action needs to be finished or undone must be there.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let id = record.required("id", .uuid)
    let action = record.required("action", .choice(Action.self))
    let rack = record.required("rack", .uuid)
    let tenant = record.nullable("tenant", .parsed(TenantName.self))
    let vm = record.nullable("vm", .record(VMRecord.self))
    let image = record.nullable("image", .record(ImageRecord.self))
    let command = record.required("command", .text)
    let started = record.required("started", .parsed(Timestamp.self))
    if case .success(let action) = action {
      let reason = "must be there for the action \(action.rawValue)"
      if action == .image, case .success(nil) = image { record.fault("image", reason) }
      if action != .image, case .success(nil) = vm { record.fault("vm", reason) }
      if action != .image, case .success(nil) = tenant { record.fault("tenant", reason) }
    }
    try record.end()
    self.init(
      id: try id.get(),
      action: try action.get(),
      rack: try rack.get(),
      tenant: try tenant.get(),
      vm: try vm.get(),
      image: try image.get(),
      command: try command.get(),
      started: try started.get()
    )
  }
}
