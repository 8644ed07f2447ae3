public import Foundation

/// The VMs in the trash, one file for each, named after the VM's UUID.
public struct TombstoneStore: Sendable {
  private let directory: RecordDirectory<Tombstone>

  /// Makes a store; whoever writes holds the lock of the VM.
  public init(_ layout: StateLayout) { directory = RecordDirectory(path: layout.tombstones) }

  /// All tombstones and the files that cannot be used.
  public func all() throws(Failure) -> Records<Tombstone> { try directory.all() }

  /// The tombstone of one VM, or nil.
  public func read(_ vm: UUID) throws(Failure) -> Tombstone? { try directory.read(vm.text) }

  /// The tombstones of VMs that had this name, newest deletion first.
  public func named(_ name: VMName) throws(Failure) -> [Tombstone] {
    try all().records.filter { $0.vm.name == name }.sorted { $0.deleted > $1.deleted }
  }

  /// Writes a tombstone, over an earlier one of the same VM.
  public func write(_ tombstone: Tombstone) throws(Failure) { try directory.write(tombstone) }

  /// Removes a tombstone; one that is not there is already removed.
  public func remove(_ vm: UUID) throws(Failure) { try directory.remove(vm.text) }
}
