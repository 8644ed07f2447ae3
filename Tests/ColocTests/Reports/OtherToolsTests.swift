import Foundation
import Testing

@testable import ColocKit
@testable import coloc

@Suite("Other tools read what coloc writes for them")
struct OtherToolsTests {
  private static let ansible = "/usr/bin/ansible-inventory"

  private func manifests() throws -> Manifests {
    var vm = try Sample.vm()
    vm.hostKeys = [try Sample.key("")]
    return Manifests(tenants: [try Sample.tenant(vms: [vm])], unreadable: [])
  }

  private func file(_ text: String, mode: Int = 0o600) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "coloc-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    return url.path
  }

  @Test(
    "ansible-inventory finds the host in its groups with its variables",
    .enabled(if: FileManager.default.isExecutableFile(atPath: ansible), "apt-get install ansible-core")
  )
  func inventory() async throws {
    let list = AnsibleInventory(try manifests().reachable).list.pretty
    let script = try file("#!/bin/sh\ncat <<'END'\n\(list)END\n", mode: 0o700)
    defer { try? FileManager.default.removeItem(atPath: script) }
    let graph = try await run(["-i", script, "--graph"])
    #expect(
      graph.output == """
        @all:
          |--@ungrouped:
          |--@os_debian:
          |  |--velo-web
          |--@tenant_asso_velo:
          |  |--velo-web

        """
    )
    // Not a word about names it does not like.
    #expect(graph.errors == "", "\(graph.errors)")
    let host = try await run(["-i", script, "--host", "velo-web"])
    let variables = try JSONSerialization.jsonObject(with: Data(host.output.utf8)) as? [String: String]
    #expect(
      variables == [
        "ansible_host": "10.77.0.10", "ansible_user": "debian", "coloc_os": "debian", "coloc_release": "12",
        "coloc_tenant": "asso-velo",
      ]
    )
  }

  private func run(_ arguments: [String]) async throws -> (output: String, errors: String) {
    var program = Program(Self.ansible, arguments)
    // What Ansible keeps for itself goes with the test.
    let home = FileManager.default.temporaryDirectory.appending(path: "coloc-ansible-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    program.environment["HOME"] = home.path
    let result = try await SubprocessRunner().run(program)
    #expect(result.isSuccess, "\(result.words)")
    return (String(decoding: result.output, as: UTF8.self), String(decoding: result.errors, as: UTF8.self))
  }

  @Test(
    "ssh knows the VM by its name, and its key by the file",
    .needs("ssh", package: "openssh-client")
  )
  func ssh() async throws {
    let vms = try manifests().reachable
    let known = try file(SSHConfiguration.knownHosts(of: vms))
    let fragment = try file(SSHConfiguration(vms, knownHosts: SSHConfigurationPath(parsing: known)).text)
    defer { for path in [known, fragment] { try? FileManager.default.removeItem(atPath: path) } }
    let asked = try await SubprocessRunner().run(Program("/usr/bin/ssh", ["-G", "-F", fragment, "velo-web"]))
    #expect(asked.isSuccess, "\(asked.words)")
    let settings = String(decoding: asked.output, as: UTF8.self).split(separator: "\n").map(String.init)
    for setting in [
      "hostname 10.77.0.10", "user debian", "hostkeyalias velo-web", "userknownhostsfile \(known)",
      "stricthostkeychecking true",
    ] {
      #expect(settings.contains(setting), "\(setting)")
    }
    let found = try await SubprocessRunner().run(Program("/usr/bin/ssh-keygen", ["-F", "velo-web", "-f", known]))
    #expect(String(decoding: found.output, as: UTF8.self).contains(try Sample.key("").bare), "\(found.words)")
  }
}
