import Foundation
import Testing

extension OwnerPath {
  /// What Ansible, ssh and virsh see of a rack.
  @Suite
  struct OtherToolsTests {
    @Test("ansible-inventory runs the script, ssh logs in by name, virsh shows title and mark")
    func otherTools() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso-velo")
        try await rack.image(try Lab.image("small-guest-no-agent"))
        try await rack.create("web", for: "asso-velo", "--timeout 120")
        try await rack.checkAnsible()
        try await rack.checkSSH()
        let title = try await rack.virsh("desc --title web").trimmingCharacters(in: .newlines)
        #expect(title == "web (asso-velo, debian 12)")
        let uri = "https://coloc.example/xmlns/libvirt/domain/1"
        let mark = try await rack.virsh("metadata web --uri \(uri)").replacing("\"", with: "'")
        #expect(mark.contains("rack='\(try rack.uuid)'") && mark.contains("tenant='asso-velo'"), "\(mark)")
        #expect(try await rack.virsh("desc web").contains("Managed by coloc for asso-velo"))
      }
    }
  }
}

extension TrialRack {
  fileprivate func checkAnsible() async throws {
    let address = "\(try range).10"
    let script = try file("rack", "#!/bin/sh\nexec env COLOC_HOME='\(home)' '\(Lab.coloc)' report inventory \"$@\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
    // What Ansible keeps for itself goes with the rack.
    let environment = ["HOME": URL(filePath: script).deletingLastPathComponent().path()]
    let listed = try await Lab.run(["ansible-inventory", "-i", script, "--list"], env: environment)
    #expect(listed.status == 0 && listed.stderr.isEmpty, "\(listed)")
    let document = try JSONSerialization.jsonObject(with: Data(listed.stdout.utf8)) as? [String: Any]
    for group in ["tenant_asso_velo", "os_debian"] {
      #expect((document?[group] as? [String: Any])?["hosts"] as? [String] == ["web"], "\(listed)")
    }
    let variables = try await Lab.run(["ansible-inventory", "-i", script, "--host", "web"], env: environment)
    #expect(variables.stdout.contains("\"ansible_host\": \"\(address)\""), "\(variables)")
    #expect(try await coloc("report inventory --host nobody").stdout == "{}\n")
    let host = try await coloc("report inventory --host web").stdout
    #expect(host.contains("\"ansible_user\": \"debian\""), "\(host)")
  }

  fileprivate func checkSSH() async throws {
    let known = try file("known", try await coloc("report known-hosts").stdout)
    let fragment = try file("fragment", try await coloc("report ssh-config --known-hosts \(known)").stdout)
    let ssh = ["ssh", "-F", fragment, "-i", key, "-o", "BatchMode=yes", "-o", "GlobalKnownHostsFile=/dev/null"]
    let settings = try await Lab.run(["ssh", "-G", "-F", fragment, "web"])
    #expect(settings.stdout.contains("hostname \(try range).10\n"), "\(settings)")
    let inside = try await Lab.run(ssh + ["web", "hostname"])
    #expect(inside.status == 0 && inside.stdout == "web\n", "\(inside)")
    // With another key in the file ssh goes no further.
    let keys = try String(contentsOfFile: key + ".pub", encoding: .utf8)
    _ = try file("known", "web \(keys)")
    let stranger = try await Lab.run(ssh + ["web", "hostname"])
    #expect(stranger.status == 255 && stranger.stdout.isEmpty, "\(stranger)")
  }
}
