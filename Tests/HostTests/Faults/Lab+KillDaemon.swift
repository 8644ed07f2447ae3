import Foundation

extension Lab {
  /// Kills libvirtd; for a thread of a proxy's, so it blocks.
  static func killDaemon() {
    let killer = Process()
    killer.executableURL = URL(filePath: root + "scripts/lab")
    killer.arguments = ["libvirtd", "kill"]
    guard (try? killer.run()) != nil else { return }
    killer.waitUntilExit()
  }
}
