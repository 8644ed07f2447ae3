public import Foundation

/// A libvirt domain as a list shows it, coloc's own or not.
public struct Machine: Sendable, Equatable {
  /// libvirt's UUID.
  public let uuid: UUID
  /// libvirt's name, as libvirt gives it: not coloc's grammar.
  public let name: String
  /// What it is doing.
  public let state: MachineState
  /// Its virtual CPUs.
  public let vcpus: Int
  /// Its memory.
  public let memory: ByteCount

  /// Makes a record.
  public init(uuid: UUID, name: String, state: MachineState, vcpus: Int, memory: ByteCount) {
    self.uuid = uuid
    self.name = name
    self.state = state
    self.vcpus = vcpus
    self.memory = memory
  }
}
