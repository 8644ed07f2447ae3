public import Foundation

/// How long VMs took to go down and to come up, measured: the last five times of each.
public struct PowerTimes: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1
  /// How many times are kept of each VM.
  public static let kept = 5

  /// The times of one domain, in seconds, the latest last.
  public struct Times: Sendable, Equatable {
    /// libvirt's UUID.
    public let uuid: UUID
    /// From the first request to the end.
    public var stops: [Int]
    /// From the start until it was ready.
    public var starts: [Int]
  }

  /// The times by domain.
  public var domains: [Times]

  /// Makes a record.
  public init(domains: [Times] = []) { self.domains = domains }

  /// The middle one of the measured stops, in seconds; nil when none was measured.
  public func stop(of uuid: UUID) -> Int? { domains.first { $0.uuid == uuid }.flatMap { Self.median($0.stops) } }

  /// The middle one of the measured starts, in seconds; nil when none was measured.
  public func start(of uuid: UUID) -> Int? { domains.first { $0.uuid == uuid }.flatMap { Self.median($0.starts) } }

  /// Adds what was measured; the oldest go.
  mutating func add(stop: Int? = nil, start: Int? = nil, of uuid: UUID) {
    var times = domains.first { $0.uuid == uuid } ?? Times(uuid: uuid, stops: [], starts: [])
    if let stop { times.stops = Array((times.stops + [stop]).suffix(Self.kept)) }
    if let start { times.starts = Array((times.starts + [start]).suffix(Self.kept)) }
    domains.removeAll { $0.uuid == uuid }
    domains.append(times)
    domains.sort { $0.uuid.text < $1.uuid.text }
  }

  private static func median(_ times: [Int]) -> Int? { times.isEmpty ? nil : times.sorted()[times.count / 2] }
}

extension PowerTimes.Times: ReadableRecord {
  /// Reads the times of one domain.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let uuid = record.required("uuid", .uuid)
    let stops = record.required("stops", .list(.int(0...Int(Int32.max))))
    let starts = record.required("starts", .list(.int(0...Int(Int32.max))))
    try record.end()
    self.init(uuid: try uuid.get(), stops: try stops.get(), starts: try starts.get())
  }

  var json: JSONValue {
    .object([
      "uuid": .string(uuid.text), "stops": .array(stops.map { .int($0) }), "starts": .array(starts.map { .int($0) }),
    ])
  }
}

extension PowerTimes: StoredRecord {
  static let stem = "times"
  static var noun: String { "the record of times" }
  static var keyPath: [String] { ["record"] }
  var stem: String { Self.stem }
  var document: JSONValue {
    .object([
      "schema": .int(Self.schema), "record": .string(Self.stem), "domains": .array(domains.map(\.json)),
    ])
  }

  /// Reads the record.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let name = record.required("record", .line)
    let domains = record.required("domains", .records(Times.self, distinct: ["uuid"]))
    if case .success(let name) = name, name != Self.stem { record.fault("record", "is not \(Self.stem)") }
    try record.end()
    self.init(domains: try domains.get())
  }
}

/// Where the measured times are kept.
public struct PowerTimesStore: Sendable {
  private let layout: StateLayout
  private let command: String
  private let directory: RecordDirectory<PowerTimes>

  /// The store of a layout, for a command by its name.
  public init(layout: StateLayout, command: String) {
    self.layout = layout
    self.command = command
    directory = RecordDirectory(path: layout.power)
  }

  /// What was measured so far.
  public func read() throws(Failure) -> PowerTimes { try directory.read(PowerTimes.stem) ?? PowerTimes() }

  /// Adds what was measured now.
  public func change(_ body: (inout PowerTimes) -> Void) throws(Failure) {
    try layout.ensure()
    let lock = try FileLock.acquire(layout.lock("times"), of: "the record of times", command: command)
    defer { lock.release() }
    let before = try read()
    var times = before
    body(&times)
    if times != before { try directory.write(times) }
  }
}
