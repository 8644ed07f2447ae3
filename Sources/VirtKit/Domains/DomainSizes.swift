/// What a domain has of memory and processors.
public struct DomainSizes: Sendable, Equatable {
  /// Memory it starts with next, in bytes.
  public var memory: UInt64
  /// Processors it starts with next.
  public var vcpus: Int
  /// The most processors it may have from its next start on.
  public var maximumVCPUs: Int
  /// Processors it has now; nil while it is off.
  public var liveVCPUs: Int?
  /// The most processors it may have without a restart; nil while it is off.
  public var liveMaximumVCPUs: Int?

  /// Sizes with every part given, as a fake in a test needs it.
  public init(memory: UInt64, vcpus: Int, maximumVCPUs: Int, liveVCPUs: Int?, liveMaximumVCPUs: Int?) {
    self.memory = memory
    self.vcpus = vcpus
    self.maximumVCPUs = maximumVCPUs
    self.liveVCPUs = liveVCPUs
    self.liveMaximumVCPUs = liveMaximumVCPUs
  }
}
