extension RetentionPolicy: ReadableRecord {
  /// Reads a policy of a manifest or of the configuration; what it leaves out keeps nothing.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    var counts: [(Counter, Field<Int?>)] = []
    for counter in Counter.allCases { counts.append((counter, record.optional(counter.rawValue, .int(Self.counts)))) }
    let within = record.optional("within", .parsed(TimeSpan.self))
    try record.end()
    var counters: [Counter: Int] = [:]
    for (counter, count) in counts { counters[counter] = try count.get() }
    guard let policy = RetentionPolicy(counters: counters, within: try within.get()) else {
      throw record.fault("last", "and every other counter are missing: nothing would be kept")
    }
    self = policy
  }
}
