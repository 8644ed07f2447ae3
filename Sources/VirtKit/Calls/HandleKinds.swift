import CLibvirt

enum ConnectKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virConnectClose(pointer) }
}

enum DomainKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virDomainFree(pointer) }
}

enum PoolKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virStoragePoolFree(pointer) }
}

enum VolumeKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virStorageVolFree(pointer) }
}

enum NetworkKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virNetworkFree(pointer) }
}

enum FilterKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virNWFilterFree(pointer) }
}

enum FilterBindingKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virNWFilterBindingFree(pointer) }
}

enum SnapshotKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virDomainSnapshotFree(pointer) }
}

enum CheckpointKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virDomainCheckpointFree(pointer) }
}

enum StreamKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { unsafe _ = virStreamFree(pointer) }
}

typealias ConnectHandle = Handle<ConnectKind>
typealias DomainHandle = Handle<DomainKind>
typealias PoolHandle = Handle<PoolKind>
typealias VolumeHandle = Handle<VolumeKind>
typealias NetworkHandle = Handle<NetworkKind>
typealias FilterHandle = Handle<FilterKind>
typealias FilterBindingHandle = Handle<FilterBindingKind>
typealias StreamHandle = Handle<StreamKind>
typealias CheckpointHandle = Handle<CheckpointKind>
