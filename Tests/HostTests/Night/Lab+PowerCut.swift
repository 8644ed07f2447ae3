import Foundation

extension Lab {
  /// The host loses its power and boots: every QEMU and the daemon die at once, network devices are gone, and what lay
  /// in memory only is empty. Returns when the daemon answers.
  static func cutPower() async throws {
    try await libvirtd("kill")
    for pattern in ["qemu-system-x86_64", "dnsmasq"] { _ = try await run(["pkill", "-KILL", "-f", pattern]) }
    try await eventually("no QEMU is left") { try await run(["pgrep", "-f", "qemu-system-x86_64"]).status != 0 }
    for link in try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net") where link != "lo" {
      _ = try await run(["ip", "link", "delete", link])
    }
    // The log daemon's socket stays: it belongs to the lab, not to the host that boots.
    for directory in ["qemu", "network", "storage", "nwfilter", "nwfilter-binding"] {
      let path = "/run/libvirt/\(directory)"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
      }
    }
    try? FileManager.default.removeItem(atPath: "/run/coloc")
    try await libvirtd("start")
  }

  /// Waits until something is so, for two minutes on a busy machine.
  static func eventually(_ what: String, _ isSo: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !isSo() {
      guard ContinuousClock.now < deadline else { throw LabFault("never: \(what)") }
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
