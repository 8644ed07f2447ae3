import Foundation
import Testing

/// A guest made from a distribution's own image, by SSH: the owner's whole path is the same for each.
struct RealGuest {
  /// What differs between distributions in what is typed.
  struct Manners: Equatable {
    /// What `--os` and the login are called.
    let os: String
    /// The way to root: sudo or doas.
    let root: String
    let reboot: String
    let stopAgent: String

    static let debian = Manners(
      os: "debian",
      root: "sudo",
      reboot: "systemctl reboot --no-block",
      stopAgent: "systemctl stop qemu-guest-agent"
    )
    static let alpine = Manners(
      os: "alpine",
      root: "doas",
      reboot: "reboot",
      stopAgent: "rc-service qemu-guest-agent stop"
    )
  }

  let rack: TrialRack
  let name: String
  let manners: Manners

  /// From create to purge; three boots, some minutes under emulation.
  func walk(memory: String, more: String = "") async throws {
    let command = "vm create \(name) --tenant asso --os \(manners.os) --vcpus 2 --memory \(memory) --disk 10G "
    let told = ["cloud-init finished", "ssh \(manners.os)@"]
    try await rack.coloc(command + "--timeout 600 \(more)", saying: told, timeout: .seconds(700))
    try await checkFirstBoot()
    try await reboot()
    try await rack.coloc("vm stop \(name) --timeout 180", saying: ["\(name) stopped after"], timeout: .seconds(200))
    try await rack.coloc("vm delete \(name) --yes")
    try await rack.coloc("vm restore-deleted \(name)")
    try await rack.coloc("vm start \(name)")
    try await rack.coloc("vm wait \(name) --for ready --timeout 400", timeout: .seconds(420))
    try await checkKept()
    try await stopWithoutAgent()
    try await rack.coloc("vm delete \(name) --yes")
    try await rack.coloc("vm purge \(name) --confirm \(name)")
    #expect(try await rack.virsh("vol-list \(try rack.object)").contains("\(name)-") == false)
  }

  /// What a command prints there; it must succeed.
  @discardableResult
  func type(_ command: String, at place: SourceLocation = #_sourceLocation) async throws -> String {
    try await rack.coloc("vm ssh \(name) -i \(rack.key) -- \(command)", at: place).stdout
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Without a network to install it from, an image that brings no agent has none.
  private func hasAgent() async throws -> Bool {
    let found = try await type("command -v qemu-ga || ls /usr/sbin/qemu-ga || echo none") != "none"
    if !found { print("skipped: \(name) has no guest agent and no network to install it from") }
    return found
  }

  private func checkFirstBoot() async throws {
    #expect(try await type("hostname") == name)
    #expect(try await type("id -un") == manners.os)
    #expect(try await type("\(manners.root) -n id -u") == "0")
    let blocks = try await type("df -kP / | tail -n 1").split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    #expect((9 << 20...10 << 20).contains(blocks), "/ has \(blocks) KiB")
    let addresses = try await type("ip -4 addr show dev eth0")
    #expect(addresses.contains("inet \(try rack.range).10/24"), "\(addresses)")
    #expect(!addresses.contains("dynamic"), "by DHCP: \(addresses)")
    #expect(try await type("ip route show default").contains("via \(try rack.range).1 "))
    // On Alpine nothing but the seed writes it; Debian's may name a resolver of its own.
    if manners == .alpine { #expect(try await type("cat /etc/resolv.conf").contains("nameserver \(try rack.range).1")) }
    #expect(try await type("nproc") == "2")
    let result = try await type("cat /run/cloud-init/result.json")
    let data = try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: [String: Any]]
    #expect((data?["v1"]?["errors"] as? [String])?.isEmpty == true, "\(result)")
    #expect((data?["v1"]?["datasource"] as? String)?.contains("NoCloud") == true, "\(result)")
    #expect(try await type("cloud-init status") == "status: done")
    let keys = try await rack.item("vm show \(name) --json")["hostKeys"] as? [String] ?? []
    let key = try await type("cat /etc/ssh/ssh_host_ed25519_key.pub")
    #expect(
      keys.contains { key.hasPrefix($0.split(separator: " ").prefix(2).joined(separator: " ")) },
      "\(keys) \(key)"
    )
    if try await hasAgent() {
      try await rack.coloc("vm wait \(name) --for agent --timeout 60", timeout: .seconds(80))
    }
    try await type("echo kept > kept; sync")
  }

  private func reboot() async throws {
    let before = try await type("cat /proc/sys/kernel/random/boot_id")
    // sshd may be gone before the answer is: then ssh ends with 255.
    let order = ["vm", "ssh", name, "-i", rack.key, "--", "\(manners.root) \(manners.reboot) || true"]
    let told = try await Lab.run([Lab.coloc] + order, env: ["COLOC_HOME": rack.home])
    #expect([0, 255].contains(told.status), "\(told)")
    let deadline = ContinuousClock.now + .seconds(400)
    while ContinuousClock.now < deadline {
      let words = ["vm", "ssh", name, "-i", rack.key, "--", "cat", "/proc/sys/kernel/random/boot_id"]
      let asked = try await Lab.run([Lab.coloc] + words, env: ["COLOC_HOME": rack.home], timeout: .seconds(30))
      let now = asked.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
      if asked.status == 0, !now.isEmpty, now != before { break }
      try await Task.sleep(for: .seconds(1))
    }
    #expect(try await type("cat /proc/sys/kernel/random/boot_id") != before)
    try await rack.coloc("vm wait \(name) --for ready --timeout 300", timeout: .seconds(320))
  }

  private func checkKept() async throws {
    #expect(try await type("cat kept") == "kept")
    #expect(try await type("hostname") == name)
    #expect(try await type("cloud-init status") == "status: done")
  }

  /// Without the agent it is the power button that brings it down.
  private func stopWithoutAgent() async throws {
    if try await hasAgent() { try await type("\(manners.root) \(manners.stopAgent)") }
    try await rack.coloc("vm wait \(name) --for agent --timeout 1", ends: 69)
    try await rack.coloc("vm stop \(name) --timeout 180", saying: ["\(name) stopped after"], timeout: .seconds(200))
  }
}
