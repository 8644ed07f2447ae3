import ColocKit
import Foundation
import Testing

/// Alpine has neither sudo, PAM nor systemd; what that asks of a seed.
@Suite("Alpine's seed says what Alpine needs")
struct AlpineSeedTests {
  private let user: [String: Any]

  init() throws {
    let templates = TemplateSource(owners: "/nonexistent", installed: nil)
    let text = try SeedContents(.sample(os: .alpine, ipv6: true), templates: templates).userData
    let json = text.drop { $0 == "#" }.drop { $0 != "{" }
    user = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func file(_ path: String) throws -> [String: Any] {
    let files = try #require(user["write_files"] as? [[String: Any]])
    return try #require(files.first { $0["path"] as? String == path }, "\(path)")
  }

  @Test("An account that is not locked, matches no password, and belongs to no group that asks for one")
  func account() throws {
    let account = try #require((user["users"] as? [[String: Any]])?.first)
    #expect(account["lock_passwd"] as? Bool == false && account["passwd"] as? String == "*")
    #expect(account["sudo"] == nil && account["shell"] as? String == "/bin/ash")
    #expect((account["groups"] as? [String])?.contains("wheel") == false)
  }

  @Test("doas instead of sudo, in a file that doas trusts")
  func doas() throws {
    let rules = try file("/etc/doas.conf")
    #expect(rules["content"] as? String == "permit nopass alpine\n")
    #expect(rules["permissions"] as? String == "0600" && rules["owner"] as? String == "root:root")
    // What stands there already is the distribution's.
    #expect(rules["append"] as? Bool == true)
  }

  @Test("Name servers by a file of their own")
  func nameServers() throws {
    #expect((try file("/etc/resolv.conf")["content"] as? String)?.contains("nameserver 10.77.0.1") == true)
  }

  @Test("The agent as OpenRC wants it, with the port named where mdev makes no link; a script that sh can read")
  func agent() throws {
    let script = try file("/var/lib/cloud/scripts/per-boot/coloc-guest-agent")
    #expect(script["permissions"] as? String == "0755")
    let text = try #require(script["content"] as? String)
    for words in [
      "apk add --no-cache qemu-guest-agent", "rc-update add qemu-guest-agent default", "rc-service qemu-guest-agent",
      "GA_PATH=/dev/",
    ] { #expect(text.contains(words), "\(words)") }
    #expect(!text.contains("systemctl") && !text.contains("apt-get"))
    let scratch = try ScratchDirectory()
    try scratch.write(text, to: "script")
    _ = try ToolRunner.output("sh", ["-n", "script"], in: scratch.path)
  }

  @Test("A prompt on the serial console, once")
  func console() throws {
    let commands = try #require(user["runcmd"] as? [[String]]).map { $0.joined(separator: " ") }
    let prompt = try #require(commands.first { $0.contains("ttyS0") })
    #expect(prompt.contains("grep -q ^ttyS0: /etc/inittab ||") && prompt.contains("getty -L 0 ttyS0"))
    #expect(commands.allSatisfy { !$0.contains("systemctl") && !$0.contains("sudo") })
  }
}
