public import Foundation

/// What a domain has of memory and processors, now and from its next start on.
public struct MachineSizes: Sendable, Equatable {
  /// Memory it starts with next.
  public let memory: ByteCount
  /// Processors it starts with next.
  public let vcpus: Int
  /// Processors it has now; nil while it is off.
  public let liveVCPUs: Int?
  /// The most processors it can have without a restart; nil while it is off.
  public let liveMaximumVCPUs: Int?

  /// Makes a record.
  public init(memory: ByteCount, vcpus: Int, liveVCPUs: Int?, liveMaximumVCPUs: Int?) {
    self.memory = memory
    self.vcpus = vcpus
    self.liveVCPUs = liveVCPUs
    self.liveMaximumVCPUs = liveMaximumVCPUs
  }
}

/// What coloc asks of a host to change a VM that is there. Each changes what it names and leaves the rest of the domain's
/// definition alone, by whoever it was written. Throws `Failure`.
public protocol ChangeHost: Sendable {
  /// What a domain has of memory and processors.
  func sizes(of uuid: UUID) async throws -> MachineSizes
  /// Sets the memory that a domain starts with next.
  func setMemory(_ uuid: UUID, _ memory: ByteCount) async throws
  /// Sets the processors that a domain starts with next.
  func setVCPUs(_ uuid: UUID, _ count: Int) async throws
  /// Plugs processors into a running domain until it has `count`; false when the guest has to switch them on itself.
  func plugVCPUs(_ uuid: UUID, _ count: Int) async throws -> Bool
  /// The size of a disk as the guest sees it, whether the domain runs or not; the disk by its target or path.
  func diskCapacity(_ uuid: UUID, disk: String) async throws -> ByteCount
  /// Grows a disk, live where the domain runs; one that is as large or larger is success.
  func growDisk(_ uuid: UUID, disk: String, to size: ByteCount) async throws
  /// Sets the line that other tools show, live and for the next start.
  func setTitle(_ uuid: UUID, _ title: String) async throws
}
