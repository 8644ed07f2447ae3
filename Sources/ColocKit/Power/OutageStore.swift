/// The one outage that may be open; whoever brings the host down or up holds the lock of the power for all that time.
public struct OutageStore: Sendable {
  private let layout: StateLayout
  private let command: String
  private let directory: RecordDirectory<Outage>

  /// The store of a layout, for a command by its name.
  public init(layout: StateLayout, command: String) {
    self.layout = layout
    self.command = command
    directory = RecordDirectory(path: layout.power)
  }

  /// The outage, or nil when all is as usual.
  public func read() throws(Failure) -> Outage? { try directory.read(Outage.stem) }

  /// The outage, if it can be read, and its file, if it cannot.
  func survey() throws(Failure) -> Records<Outage> { try directory.survey(Outage.stem) }

  /// Puts a new outage on the disk; only after that may the first domain be asked to stop.
  ///
  /// - Throws: `Failure(.cannotCreate)` when there is one already.
  public func begin(_ outage: Outage) throws(Failure) {
    // A rack of the first days has no such directory.
    try layout.ensure()
    let lock = try lock()
    defer { lock.release() }
    try directory.create(outage)
  }

  /// Changes the outage under its lock; none is left alone.
  ///
  /// - Throws: `Failure(.busy)`, and what `body` throws.
  public func change(_ body: (inout Outage) throws -> Void) throws {
    // Nearly always: nothing there, and no lock to wait for.
    guard try directory.read(Outage.stem) != nil else { return }
    let lock = try lock()
    defer { lock.release() }
    guard let before = try directory.read(Outage.stem) else { return }
    var outage = before
    try body(&outage)
    if outage != before { try directory.write(outage) }
  }

  /// Removes the outage: all that was owed is back.
  public func end() throws(Failure) { try directory.remove(Outage.stem) }

  private func lock() throws(Failure) -> FileLock {
    try FileLock.acquire(layout.lock("outage"), of: "the record of the outage", command: command)
  }
}

/// The outage as one command works on it: many VMs at once, one writer.
actor OutageLedger {
  private let store: OutageStore

  init(_ store: OutageStore) { self.store = store }

  /// Changes one entry, and returns it as it is now on the disk, or as it would be where it is not there.
  func change(_ entry: OutageEntry, _ body: @Sendable (inout OutageEntry) -> Void) throws -> OutageEntry {
    var changed: OutageEntry?
    try store.change { outage in
      guard let index = outage.entries.firstIndex(where: { $0.uuid == entry.uuid }) else { return }
      body(&outage.entries[index])
      changed = outage.entries[index]
    }
    if let changed { return changed }
    var unwritten = entry
    body(&unwritten)
    return unwritten
  }

  /// Changes all entries.
  func changeAll(_ body: @Sendable (inout OutageEntry) -> Void) throws {
    try store.change { outage in for index in outage.entries.indices { body(&outage.entries[index]) } }
  }

  /// Adds entries of domains that were found running later.
  func add(_ entries: [OutageEntry]) throws {
    try store.change { outage in
      let known = Set(outage.entries.map(\.uuid))
      outage.entries += entries.filter { !known.contains($0.uuid) }
    }
  }
}
