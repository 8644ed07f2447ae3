/// Who changed what and why, one line a change, on the disk before the command says that it is done.
public struct AuditLog: Sendable {
  private let layout: StateLayout
  private let locks: Locks
  private let now: @Sendable () -> Timestamp

  /// Makes the log.
  public init(_ layout: StateLayout, locks: Locks, now: @escaping @Sendable () -> Timestamp) {
    self.layout = layout
    self.locks = locks
    self.now = now
  }

  /// Appends an entry.
  ///
  /// - Returns: A torn last line that was found and set aside, which the command says on stderr.
  /// - Throws: `Failure(.cannotCreate)` on a full or failing disk, `.busy`, `.notPermitted`.
  @discardableResult
  public func append(_ entry: AuditEntry) throws -> DurableLog.TornLine? {
    try locks.holding(.audit) { try DurableLog.append(entry.json.compact, to: layout.audit, now: now()) }
  }
}
