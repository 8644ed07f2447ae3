import CLibvirt

/// A job that is under way in a domain.
public struct JobProgress: Sendable, Equatable {
  /// What kind of job it is, as libvirt's number (virDomainJobOperation); nil when the driver does not say.
  public var operation: Int32?
  /// Bytes done so far.
  public var done: UInt64
  /// Bytes in all, as far as it is known.
  public var total: UInt64

  /// A record with every part given, as a fake in a test needs it.
  public init(operation: Int32?, done: UInt64, total: UInt64) {
    self.operation = operation
    self.done = done
    self.total = total
  }

  /// Whether it is a backup (VIR_DOMAIN_JOB_OPERATION_BACKUP).
  public var isBackup: Bool { operation == Int32(bitPattern: VIR_DOMAIN_JOB_OPERATION_BACKUP.rawValue) }
}
