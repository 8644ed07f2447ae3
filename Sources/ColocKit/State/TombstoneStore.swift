public import Foundation

/// The VMs in the trash, one file for each, named after the VM's UUID.
public struct TombstoneStore: Sendable {
  private let directory: RecordDirectory<Tombstone>

  /// The store of a layout; whoever writes holds the lock of the VM.
  public init(layout: StateLayout) { directory = RecordDirectory(path: layout.tombstones) }

  /// All tombstones; throws when one cannot be read, since its addresses and volumes are taken all the same.
  public func all() throws(Failure) -> [Tombstone] { try directory.records().whole() }

  /// All tombstones that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<Tombstone> { try directory.records() }

  /// The tombstone of one VM, or nil.
  public func read(_ vm: UUID) throws(Failure) -> Tombstone? { try directory.read(vm.text) }

  /// Writes the tombstone of a VM that has none.
  ///
  /// - Throws: `Failure(.cannotCreate)` when it has one already.
  public func add(_ tombstone: Tombstone) throws(Failure) { try directory.create(tombstone) }

  /// Writes a tombstone over the one before.
  public func replace(_ tombstone: Tombstone) throws(Failure) { try directory.write(tombstone) }

  /// Removes a tombstone; one that is not there is already removed.
  public func remove(_ vm: UUID) throws(Failure) { try directory.remove(vm.text) }
}
