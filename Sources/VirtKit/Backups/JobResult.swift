import CLibvirt

/// How a domain's job ended, as far as the driver tells.
public struct JobResult: Sendable, Equatable {
  /// What kind of job it was, as libvirt's number (virDomainJobOperation).
  public var operation: Int32?
  /// Whether it did what it should; nil from drivers that do not say it.
  public var isSuccess: Bool?
  /// Why it did not, in the hypervisor's words.
  public var message: String?

  /// A result with every part given, as a fake in a test needs it.
  public init(operation: Int32?, isSuccess: Bool?, message: String? = nil) {
    self.operation = operation
    self.isSuccess = isSuccess
    self.message = message
  }

  init(_ parameters: TypedParameters) {
    operation = parameters.int(VIR_DOMAIN_JOB_OPERATION)
    isSuccess = parameters.bool(VIR_DOMAIN_JOB_SUCCESS)
    message = parameters.string(VIR_DOMAIN_JOB_ERRMSG)
  }

  /// Whether it was a backup (VIR_DOMAIN_JOB_OPERATION_BACKUP).
  public var isBackup: Bool { operation == Int32(bitPattern: VIR_DOMAIN_JOB_OPERATION_BACKUP.rawValue) }
}
