import CLibvirt

/// What a storage pool is doing; a state newer than this list survives as `unknown`.
public enum PoolState: Sendable, Hashable {
  /// Defined, not started.
  case inactive
  /// Being prepared.
  case building
  /// In use.
  case running
  /// In use, with a part missing.
  case degraded
  /// Started, but its place cannot be reached.
  case inaccessible
  /// A state with libvirt's number (virStoragePoolState).
  case unknown(Int32)

  /// The state with libvirt's number (virStoragePoolState).
  public init(rawValue: Int32) {
    let known: [virStoragePoolState: PoolState] = [
      VIR_STORAGE_POOL_INACTIVE: .inactive, VIR_STORAGE_POOL_BUILDING: .building, VIR_STORAGE_POOL_RUNNING: .running,
      VIR_STORAGE_POOL_DEGRADED: .degraded, VIR_STORAGE_POOL_INACCESSIBLE: .inaccessible,
    ]
    self = known[virStoragePoolState(rawValue: UInt32(bitPattern: rawValue))] ?? .unknown(rawValue)
  }
}
