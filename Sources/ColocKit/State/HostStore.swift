/// What was found out about hosts by trying.
public struct HostStore: Sendable {
  private let directory: RecordDirectory<HostRecord>

  /// The store of a layout.
  public init(layout: StateLayout) { directory = RecordDirectory(path: layout.hosts) }

  /// All hosts; throws when one cannot be read.
  public func all() throws(Failure) -> [HostRecord] { try directory.records().whole() }

  /// All hosts that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<HostRecord> { try directory.records() }

  /// What is known about a host, or nil.
  public func read(_ name: String) throws(Failure) -> HostRecord? { try directory.read(try Self.fileName(name)) }

  /// Writes what was found out, over what was known before.
  ///
  /// - Throws: `Failure(.configuration)` when the name could lead out of the directory.
  public func write(_ host: HostRecord) throws(Failure) {
    _ = try Self.fileName(host.name)
    try directory.write(host)
  }

  private static func fileName(_ name: String) throws(Failure) -> String {
    if let reason = NameGrammar.fault(in: name) {
      throw Failure(.configuration, "'\(Printable.excerpt(name))' cannot be a host's name: it \(reason)")
    }
    return name
  }
}
