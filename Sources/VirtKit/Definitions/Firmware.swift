/// What boots a machine.
public enum Firmware: Sendable, Hashable {
  /// The classic PC BIOS (SeaBIOS).
  case bios
  /// UEFI without secure boot; libvirt chooses the file unless a `loader` path is given.
  case uefi(loader: String? = nil)
}
