import Foundation
import Testing

extension OwnerPath {
  /// What `--dry-run` shows, and that it does nothing.
  @Suite
  struct DryRunTests {
    @Test("a plan shows seed and XML, needs no image, and touches nothing")
    func plan() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        let before = try rack.state()
        let command = "vm create web --tenant asso --os debian --vcpus 2 --memory 1G --disk 10G --dry-run"
        let item = try await rack.item(command + " --show seed,xml --json")
        let userData = try #require(item["userData"] as? String)
        #expect(userData.hasPrefix("#cloud-config\n"))
        #expect(userData.contains("\"hostname\": \"web\""))
        #expect((item["metaData"] as? String)?.contains("\"local-hostname\": \"web\"") == true)
        #expect((item["networkConfig"] as? String)?.contains("\"\(try rack.range).10/24\"") == true)
        #expect((item["domainXML"] as? String)?.contains("<name>web</name>") == true)
        #expect(item["image"] is NSNull)
        #expect(item["disk"] as? Int == 10 << 30)
        let short = try await rack.item(command + " --json")
        for key in ["userData", "metaData", "networkConfig", "domainXML"] { #expect(short[key] is NSNull, "\(key)") }
        #expect(Set(short.keys) == Set(item.keys))
        try await rack.coloc(command, saying: ["would create", "none at hand", "nothing is done"])
        try await rack.coloc("vm create web --tenant asso --os debian --memory 1G --disk 10G --show xml", ends: 64)
        try await rack.coloc(command + " --show xml,soup", ends: 64, saying: ["soup"])
        #expect(try rack.state() == before)
        #expect(try await rack.virsh("list --all --name").contains("web") == false)
        #expect(try await rack.virsh("vol-list \(try rack.object)").contains("web") == false)
        // Without the dry run an image is missed.
        try await rack.coloc(
          "vm create web --tenant asso --os debian --memory 1G --disk 10G",
          ends: 66,
          saying: ["coloc image pull debian"]
        )
      }
    }

    @Test("on a bridge of the owner's, which init neither makes nor removes")
    func bridge() async throws {
      let device = "br-\(UUID().uuidString.prefix(8).lowercased())"
      let made = try await Lab.run(["ip", "link", "add", device, "type", "bridge"])
      #expect(made.status == 0, "\(made)")
      try await TrialRack.with("--trial --bridge \(device) --network 192.168.66.0/24 --gateway 192.168.66.1") { rack in
        try await rack.tenant("asso")
        let command = "vm create web --tenant asso --os debian --memory 1G --disk 10G --dry-run --show seed,xml --json"
        let item = try await rack.item(command)
        let xml = try #require(item["domainXML"] as? String)
        #expect(xml.contains("<interface type=\"bridge\">"))
        #expect(xml.contains("<source bridge=\"\(device)\"/>"))
        #expect(xml.contains("<filterref filter=\"\(try rack.object)-guest\">"))
        #expect((item["networkConfig"] as? String)?.contains("\"gateway\": \"192.168.66.1\"") == true)
        #expect(try await rack.virsh("net-list --all --name").contains(try rack.object) == false)
      }
      let link = try await Lab.run(["ip", "link", "del", device])
      #expect(link.status == 0, "\(link)")
    }
  }
}

extension TrialRack {
  /// Every file of the state with its mode and content; lock files hold no state.
  fileprivate func state() throws -> [String: String] {
    var found: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: home) where !path.hasPrefix("locks/") {
      let mode = try FileManager.default.attributesOfItem(atPath: "\(home)/\(path)")[.posixPermissions] as? Int ?? 0
      let content = FileManager.default.contents(atPath: "\(home)/\(path)") ?? Data()
      found[path] = "\(String(mode, radix: 8)) \(content.base64EncodedString())"
    }
    return found
  }
}
