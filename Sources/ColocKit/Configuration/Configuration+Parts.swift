extension Configuration.Owner: ReadableRecord {
  /// Reads `owner`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.required("name", .line)
    let mail = record.optional("mail", .mail)
    try record.end()
    self.init(name: try name.get(), mail: try mail.get())
  }
}

extension Configuration.Host: ReadableRecord {
  /// Reads `host`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.optional("name", .objectName, default: "local")
    let uri = record.required("uri", .uri)
    try record.end()
    self.init(name: try name.get(), uri: try uri.get())
  }
}

extension Configuration.Pool: ReadableRecord {
  /// Reads `pool`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.required("name", .objectName)
    let path = record.required("path", .path)
    try record.end()
    self.init(name: try name.get(), path: try path.get())
  }
}

extension Configuration.Reserve: ReadableRecord {
  /// Reads `reserve`.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let disk = record.required("disk", .parsed(ByteCount.self))
    let memory = record.required("memory", .parsed(ByteCount.self))
    try record.end()
    self.init(disk: try disk.get(), memory: try memory.get())
  }
}

extension Configuration {
  /// The keys `stop` and `start`.
  struct Pace: ReadableRecord {
    /// Seconds; nil takes what is built in.
    let timeout: Int?
    /// VMs at once; nil takes what is built in.
    let parallel: Int?

    private init(timeout: Int?, parallel: Int?) {
      self.timeout = timeout
      self.parallel = parallel
    }

    init(reading record: RecordReader) throws(FaultRecorded) {
      let timeout = record.optional("timeout", .int(1...86_400))
      let parallel = record.optional("parallel", .int(1...64))
      try record.end()
      self.init(timeout: try timeout.get(), parallel: try parallel.get())
    }
  }

  /// The key `snapshots`.
  struct Snapshots: ReadableRecord {
    /// Which stay; nil takes what is built in.
    let keep: RetentionPolicy?
    /// How they are taken.
    let pace: SnapshotPace

    init(reading record: RecordReader) throws(FaultRecorded) {
      let keep = record.optional("keep", .record(RetentionPolicy.self))
      let parallel = record.optional("parallel", .int(1...2), default: SnapshotPace.standard.parallel)
      let rate = record.optional("rate", .parsed(ByteCount.self))
      try record.end()
      self.keep = try keep.get()
      pace = SnapshotPace(parallel: try parallel.get(), rate: try rate.get())
    }
  }
}
