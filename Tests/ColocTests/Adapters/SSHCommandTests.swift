import ColocKit
import Foundation
import Testing

@testable import coloc

@Suite("ssh is told exactly which host keys to accept")
struct SSHCommandTests {
  private func arguments(
    identity: String? = "/home/zoe/key",
    login: String = "debian",
    knownHosts: String? = "/var/lib/coloc/run/known_hosts-velo-web",
    _ command: [String] = []
  ) throws -> [String] {
    SSHCommand(
      place: SSHCommand.Place(
        alias: try Sample.vm().name,
        address: try IPv4Address(parsing: "10.77.0.10"),
        login: try LoginName(parsing: login)
      ),
      knownHosts: knownHosts,
      identity: identity,
      command: command
    ).arguments
  }

  @Test func whole() throws {
    #expect(
      try arguments() == [
        "ssh", "-o", "UserKnownHostsFile=/var/lib/coloc/run/known_hosts-velo-web", "-o",
        "GlobalKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=yes", "-o", "HostKeyAlias=velo-web", "-o",
        "UpdateHostKeys=no", "-i", "/home/zoe/key", "-l", "debian", "10.77.0.10",
      ]
    )
  }

  @Test("An adopted VM whose host keys nobody knows is left to ssh's own known_hosts, nothing loosened")
  func ownKnownHosts() throws {
    let arguments = try arguments(knownHosts: nil)
    #expect(arguments == ["ssh", "-i", "/home/zoe/key", "-l", "debian", "10.77.0.10"])
  }

  @Test("A command stands behind --, so that it is never taken for an option")
  func command() throws {
    #expect(try arguments(["-v", "a b"]).suffix(4) == ["10.77.0.10", "--", "-v", "a b"])
    #expect(try arguments(login: "ana").suffix(3) == ["-l", "ana", "10.77.0.10"])
  }

  @Test(
    "ssh itself understands the options",
    .needs("ssh", package: "openssh-client")
  )
  func understood() async throws {
    let words = try arguments()
    let result = try await SubprocessRunner().run(Program("/usr/bin/ssh", ["-G"] + words.dropFirst()))
    #expect(result.isSuccess, "\(result.words)")
    let settings = String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
    for setting in [
      "stricthostkeychecking true", "hostkeyalias velo-web", "hostname 10.77.0.10", "user debian",
      "globalknownhostsfile /dev/null",
    ] {
      #expect(settings.contains(setting), "\(setting)")
    }
  }
}
