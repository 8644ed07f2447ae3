/// What starts a VM.
public enum Firmware: String, Sendable, CaseIterable {
  /// SeaBIOS.
  case bios
  /// UEFI, by libvirt's choice of an OVMF image.
  case uefi
}
