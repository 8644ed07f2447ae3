/// Everything that one command reads and writes on disk, below one layout.
public struct RackState: Sendable {
  /// Where the files are.
  public let layout: StateLayout
  /// The locks, signed with the command's name.
  public let locks: Locks
  /// The tenants' manifests.
  public let manifests: ManifestStore
  /// The images' records.
  public let images: ImageStore
  /// The operations under way.
  public let intents: IntentStore
  /// The trash.
  public let tombstones: TombstoneStore
  /// What is known about hosts.
  public let hosts: HostStore
  /// The audit log.
  public let audit: AuditLog

  /// Opens the state for one command; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - layout: Where the files are.
  ///   - command: What other commands read who wait for this one, without values that are about people.
  ///   - wait: How long to wait for another command.
  ///   - now: The clock.
  public init(
    _ layout: StateLayout,
    command: String,
    wait: Duration = Locks.patience,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.layout = layout
    locks = Locks(directory: layout.locks, command: command, wait: wait, now: now)
    manifests = ManifestStore(layout, locks: locks)
    images = ImageStore(layout, locks: locks)
    intents = IntentStore(layout, locks: locks)
    tombstones = TombstoneStore(layout)
    hosts = HostStore(layout)
    audit = AuditLog(layout, locks: locks, now: now)
  }
}
