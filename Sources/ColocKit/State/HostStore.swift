/// What was found out about hosts by trying.
public struct HostStore: Sendable {
  private let directory: RecordDirectory<HostRecord>

  /// Makes a store.
  public init(_ layout: StateLayout) { directory = RecordDirectory(path: layout.hosts) }

  /// All hosts and the files that cannot be used.
  public func all() throws(Failure) -> Records<HostRecord> { try directory.all() }

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
