internal import Foundation
internal import Glibc

/// What the host does when it boots: whether `power up` runs then, and whether it has done its work since.
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
  func isDone(_ rack: UUID) -> Bool { access(path(rack), F_OK) == 0 }

  /// Notes that it was; gone with the next boot. Throws `cannotCreate`.
  func setDone(_ rack: UUID) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: volatile,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      try Data().write(to: URL(filePath: path(rack)))
    } catch {
      throw Failure(
        .cannotCreate,
        "cannot note in \(volatile) that the host has come up: \(error.localizedDescription)"
      )
    }
  }

  private func path(_ rack: UUID) -> String { "\(volatile)/\(rack.text).up" }
}
