internal import Foundation
internal import Glibc

/// What the host does when it boots: whether `power up` runs then, whether it has done its work since, and what the owner
/// said since.
public struct BootRecord: Sendable, Equatable {
  /// systemd's directory of units that were enabled.
  public let units: String
  /// A directory that is empty after a boot.
  public let volatile: String

  /// The host's own places.
  public static let host = BootRecord(units: "/etc/systemd/system", volatile: "/run/coloc")
  /// The unit that runs `power down` and `power up`.
  public static let unit = "coloc-power.service"

  /// Makes a record with places of its own.
  public init(units: String, volatile: String) {
    self.units = units
    self.volatile = volatile
  }

  /// Whether the unit is enabled, so that `power up` starts the VMs and libvirt's autostart must not.
  public var isInstalled: Bool {
    var status = stat()
    return lstat("\(units)/multi-user.target.wants/\(Self.unit)", &status) == 0
  }

  /// Whether what a cut took down was brought back since the host booted.
  func isDone(_ rack: UUID) -> Bool { access(path(rack, "up"), F_OK) == 0 }

  /// Notes that it was; gone with the next boot. Throws `cannotCreate`.
  func setDone(_ rack: UUID) throws(Failure) { try write("", "up", of: rack) }

  /// Which boot this is, drawn at the first question after it; nil as long as nobody asked.
  func identity(_ rack: UUID) -> UUID? {
    guard let data = FileManager.default.contents(atPath: path(rack, "boot")) else { return nil }
    return UUID(uuidString: String(decoding: data, as: UTF8.self))
  }

  /// The same, drawn now if nobody asked before. Throws `cannotCreate`.
  func drawIdentity(_ rack: UUID) throws(Failure) -> UUID {
    if let known = identity(rack) { return known }
    let drawn = UUID()
    try write(drawn.text, "boot", of: rack)
    return drawn
  }

  /// Whether the owner stopped a VM, and did not start it again, since the host booted.
  func isStopped(_ vm: UUID, _ rack: UUID) -> Bool { access(path(rack, "stopped-\(vm.text)"), F_OK) == 0 }

  /// Notes whether he did. Throws `cannotCreate`.
  func setStopped(_ vm: UUID, _ isStopped: Bool, _ rack: UUID) throws(Failure) {
    guard isStopped else {
      unlink(path(rack, "stopped-\(vm.text)"))
      return
    }
    try write("", "stopped-\(vm.text)", of: rack)
  }

  private func write(_ text: String, _ what: String, of rack: UUID) throws(Failure) {
    do {
      try FileManager.default.createDirectory(
        atPath: volatile,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      try Data(text.utf8).write(to: URL(filePath: path(rack, what)), options: .atomic)
    } catch {
      throw Failure(
        .cannotCreate,
        "cannot note in \(volatile) what happened since the host booted: \(error.localizedDescription)"
      )
    }
  }

  private func path(_ rack: UUID, _ what: String) -> String { "\(volatile)/\(rack.text).\(what)" }
}
