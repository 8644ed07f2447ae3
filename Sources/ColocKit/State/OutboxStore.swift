/// What was sent about each window, one file a window; whoever writes holds the lock of the announcements.
public struct OutboxStore: Sendable {
  private let directory: RecordDirectory<Outbox>

  /// The store of a layout.
  public init(layout: StateLayout) { directory = RecordDirectory(path: layout.outbox) }

  /// All outboxes by window; throws when one cannot be read.
  public func all() throws(Failure) -> [Outbox] { try directory.records().whole() }

  /// All outboxes that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<Outbox> { try directory.records() }

  /// What was sent about one window, or nil.
  public func read(_ window: WindowID) throws(Failure) -> Outbox? { try directory.read(window.description) }

  /// Writes an outbox over the one before, durably.
  func write(_ outbox: Outbox) throws(Failure) { try directory.write(outbox) }
}
