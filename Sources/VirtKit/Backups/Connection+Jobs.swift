import CLibvirt
public import FoundationEssentials

extension Connection {
  /// The job under way in a domain, with its progress; nil when there is none. C: virDomainGetJobStats.
  public func job(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> JobProgress? {
    try await perform("look for a job of domain", domain: uuid, within: deadline) { domain, call in
      try domain.jobStatistics(0, call) { type, parameters in
        guard type != Int32(bitPattern: VIR_DOMAIN_JOB_NONE.rawValue) else { return nil }
        return JobProgress(
          operation: parameters.int(VIR_DOMAIN_JOB_OPERATION),
          done: parameters.unsignedLong(VIR_DOMAIN_JOB_DISK_PROCESSED) ?? 0,
          total: parameters.unsignedLong(VIR_DOMAIN_JOB_DISK_TOTAL) ?? 0
        )
      }
    }
  }

  /// How the domain's last job ended; nil when none did, or when somebody has read it: reading it forgets it.
  ///
  /// C: virDomainGetJobStats with VIR_DOMAIN_JOB_STATS_COMPLETED.
  public func takeJobResult(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> JobResult? {
    try await perform("read how a job ended of domain", domain: uuid, within: deadline) { domain, call in
      try domain.jobStatistics(VIR_DOMAIN_JOB_STATS_COMPLETED.rawValue, call) { type, parameters in
        guard type != Int32(bitPattern: VIR_DOMAIN_JOB_NONE.rawValue) else { return nil }
        return JobResult(parameters)
      }
    }
  }

  /// Ends the job under way; the guest goes on. One that has ended is `operationInvalid`. C: virDomainAbortJob.
  public func abortJob(_ uuid: UUID, deadline: Duration = Connection.powerDeadline) async throws {
    try await perform("abort the job of domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainAbortJob(domain.pointer))
    }
  }

  /// Limits a disk's block job, in bytes a second; 0 lifts the limit. C: virDomainBlockJobSetSpeed.
  ///
  /// The `disk` is named by its target, as in `vda`.
  public func setBlockJobSpeed(
    _ uuid: UUID,
    disk: String,
    bytesPerSecond: UInt64,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("limit the job on disk \(disk) of domain", domain: uuid, within: deadline) { domain, call in
      let flags = VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES.rawValue
      _ = try unsafe call.count(virDomainBlockJobSetSpeed(domain.pointer, disk, UInt(bytesPerSecond), flags))
    }
  }
}

extension Handle where Kind == DomainKind {
  /// Lends a job's type and its statistics to `read`.
  fileprivate func jobStatistics<Value>(
    _ flags: UInt32,
    _ call: Call,
    _ read: (Int32, TypedParameters) -> Value
  ) throws -> Value {
    var type: Int32 = 0
    var parameters: virTypedParameterPtr?
    var count: Int32 = 0
    try unsafe call.count(virDomainGetJobStats(pointer, &type, &parameters, &count, flags))
    defer { unsafe virTypedParamsFree(parameters, count) }
    return unsafe read(type, TypedParameters(parameters, count: count))
  }
}
