/// Who changed what and why, one line a change, on the disk before the command says that it is done.
public struct AuditLog: Sendable {
  let layout: StateLayout

  /// The log of a layout.
  public init(layout: StateLayout) { self.layout = layout }

  /// Appends an entry.
  ///
  /// - Returns: A torn last line that was found and set aside, which the command says on stderr.
  /// - Throws: `Failure(.cannotCreate)` on a full or failing disk, `.busy`, `.notPermitted`.
  @discardableResult
  public func append(_ entry: AuditEntry) throws(Failure) -> DurableLog.TornLine? {
    let lock = try FileLock.acquire(layout.lock("audit"), of: "the audit log", command: entry.command)
    defer { lock.release() }
    return try DurableLog.append(entry.json.compact, to: layout.audit, now: entry.when)
  }
}
