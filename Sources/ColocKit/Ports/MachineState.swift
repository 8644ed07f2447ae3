/// What a VM is doing, in coloc's words.
public enum MachineState: String, Sendable, CaseIterable {
  /// It runs, or is on its way down.
  case running
  /// It stands still in memory.
  case paused
  /// It is shut off.
  case off
  /// It is shut off, its memory kept in a file (managed save).
  case saved
  /// QEMU ended badly, or the guest panicked.
  case crashed
  /// The manifest has it and libvirt has not.
  case missing
  /// The host does not answer.
  case unreachable

  /// Whether a QEMU process holds its disk open.
  public var isActive: Bool { self == .running || self == .paused }
}
