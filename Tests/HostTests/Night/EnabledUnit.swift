import Foundation

/// The unit as `systemctl enable coloc-power.service` leaves it: the host brings VMs back by coloc, not by libvirt.
struct EnabledUnit {
  private let link = "/etc/systemd/system/multi-user.target.wants/coloc-power.service"

  init() throws {
    let directory = URL(filePath: link).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/lib/coloc-power.service")
  }

  func disable() { try? FileManager.default.removeItem(atPath: link) }
}
