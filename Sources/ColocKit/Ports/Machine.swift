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

  /// Whether it is off because its guest went down, asked or not, as far as libvirt's daemon remembers.
  public let guestWentDown: Bool

  /// Makes a record.
  public init(
    uuid: UUID,
    name: String,
    state: MachineState,
    vcpus: Int,
    memory: ByteCount,
    guestWentDown: Bool = false
  ) {
    self.uuid = uuid
    self.name = name
    self.state = state
    self.vcpus = vcpus
    self.memory = memory
    self.guestWentDown = guestWentDown
  }
}
