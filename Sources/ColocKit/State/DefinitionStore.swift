public import Foundation

/// libvirt's definitions of adopted VMs, one file for each, named after the VM's UUID.
public struct DefinitionStore: Sendable {
  private let directory: RecordDirectory<KeptDefinition>

  /// The store of a layout; whoever writes holds the lock of the VM.
  public init(layout: StateLayout) { directory = RecordDirectory(path: layout.definitions) }

  /// All copies that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<KeptDefinition> { try directory.records() }

  /// The copy of one VM's definition, or nil.
  public func read(_ vm: UUID) throws(Failure) -> KeptDefinition? { try directory.read(vm.text) }

  /// Writes a copy over the one before.
  public func write(_ definition: KeptDefinition) throws(Failure) { try directory.write(definition) }

  /// Removes a copy; one that is not there is already removed.
  public func remove(_ vm: UUID) throws(Failure) { try directory.remove(vm.text) }
}
