import Foundation
import Testing

extension OwnerPath {
  /// One real Debian through the whole path; three boots, some minutes under emulation.
  @Suite
  struct DebianTests {
    @Test("Debian 12 from create to purge", .timeLimit(.minutes(20)))
    func debian() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("debian-12"))
        let command = "vm create deb --tenant asso --os debian --vcpus 2 --memory 1G --disk 10G --timeout 600"
        try await rack.coloc(command, saying: ["cloud-init finished", "ssh debian@"], timeout: .seconds(700))
        let guest = DebianGuest(rack: rack)
        try await guest.checkFirstBoot()
        try await guest.reboot()
        try await rack.coloc("vm stop deb --timeout 180", saying: ["deb stopped after"], timeout: .seconds(200))
        try await rack.coloc("vm delete deb --yes")
        try await rack.coloc("vm restore-deleted deb")
        try await rack.coloc("vm start deb")
        try await rack.coloc("vm wait deb --for ready --timeout 400", timeout: .seconds(420))
        try await guest.checkKept()
        // Without the agent it is the power button that brings it down.
        try await guest.type("sudo systemctl stop qemu-guest-agent")
        try await rack.coloc("vm wait deb --for agent --timeout 1", ends: 69)
        try await rack.coloc("vm stop deb --timeout 180", saying: ["deb stopped after"], timeout: .seconds(200))
        try await rack.coloc("vm delete deb --yes")
        try await rack.coloc("vm purge deb --confirm deb")
        #expect(try await rack.virsh("vol-list \(try rack.object)").contains("deb-") == false)
      }
    }
  }
}

/// The Debian guest `deb`, by SSH.
private struct DebianGuest {
  let rack: TrialRack

  /// What a command prints there; it must succeed.
  @discardableResult
  func type(_ command: String, at place: SourceLocation = #_sourceLocation) async throws -> String {
    try await rack.coloc("vm ssh deb -i \(rack.key) -- \(command)", at: place).stdout
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func checkFirstBoot() async throws {
    #expect(try await type("hostname") == "deb")
    #expect(try await type("id -un") == "debian")
    #expect(try await type("sudo -n id -u") == "0")
    let size = Int(try await type("df --output=size -B1 / | tail -n 1")) ?? 0
    #expect((9 << 30...10 << 30).contains(size), "/ has \(size) bytes")
    let addresses = try await type("ip -4 addr show scope global")
    #expect(addresses.contains("inet \(try rack.range).10/24"), "\(addresses)")
    #expect(!addresses.contains("dynamic"), "by DHCP: \(addresses)")
    #expect(try await type("ip route show default").contains("via \(try rack.range).1 "))
    #expect(try await type("nproc") == "2")
    let result = try await type("cat /run/cloud-init/result.json")
    let data = try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: [String: Any]]
    #expect((data?["v1"]?["errors"] as? [String])?.isEmpty == true, "\(result)")
    #expect((data?["v1"]?["datasource"] as? String)?.contains("NoCloud") == true, "\(result)")
    #expect(try await type("cloud-init status") == "status: done")
    let keys = try await rack.item("vm show deb --json")["hostKeys"] as? [String] ?? []
    let key = try await type("cat /etc/ssh/ssh_host_ed25519_key.pub")
    #expect(
      keys.contains { key.hasPrefix($0.split(separator: " ").prefix(2).joined(separator: " ")) },
      "\(keys) \(key)"
    )
    try await rack.coloc("vm wait deb --for agent --timeout 60", timeout: .seconds(80))
    try await type("echo kept > kept; sync")
  }

  func reboot() async throws {
    let before = try await type("cat /proc/sys/kernel/random/boot_id")
    try await type("sudo systemctl reboot --no-block || true; true")
    let deadline = ContinuousClock.now + .seconds(400)
    while ContinuousClock.now < deadline {
      let words = ["vm", "ssh", "deb", "-i", rack.key, "--", "cat", "/proc/sys/kernel/random/boot_id"]
      let asked = try await Lab.run([Lab.coloc] + words, env: ["COLOC_HOME": rack.home], timeout: .seconds(30))
      let now = asked.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
      if asked.status == 0, !now.isEmpty, now != before { break }
      try await Task.sleep(for: .seconds(1))
    }
    #expect(try await type("cat /proc/sys/kernel/random/boot_id") != before)
    try await rack.coloc("vm wait deb --for ready --timeout 300", timeout: .seconds(320))
  }

  func checkKept() async throws {
    #expect(try await type("cat kept") == "kept")
    #expect(try await type("hostname") == "deb")
    #expect(try await type("cloud-init status") == "status: done")
  }
}
