internal import ColocKit
internal import Foundation
internal import Glibc

/// ssh(1) in place of this process, told exactly which host keys to accept.
struct SSHCommand {
  /// Where to go: whose host keys, which address, which account.
  struct Place {
    let alias: VMName
    let address: IPv4Address
    let login: LoginName
  }

  let place: Place
  let knownHosts: String
  let identity: String?
  let command: [String]

  var arguments: [String] {
    var arguments = [
      "ssh", "-o", "UserKnownHostsFile=\(knownHosts)", "-o", "GlobalKnownHostsFile=/dev/null",
      "-o", "StrictHostKeyChecking=yes", "-o", "HostKeyAlias=\(place.alias)", "-o", "UpdateHostKeys=no",
    ]
    for path in identity.map({ [$0] }) ?? Self.keysOfCaller() { arguments += ["-i", path] }
    arguments += ["-l", place.login.description, place.address.description]
    return arguments + (command.isEmpty ? [] : ["--"] + command)
  }

  /// Behind sudo, root's home has not the owner's keys: those of the user who typed sudo are offered.
  private static func keysOfCaller() -> [String] {
    guard let user = ProcessInfo.processInfo.environment["SUDO_USER"], let entry = getpwnam(user),
      let home = entry.pointee.pw_dir
    else { return [] }
    return ["id_ed25519", "id_ecdsa", "id_rsa"].map { "\(String(cString: home))/.ssh/\($0)" }
      .filter { access($0, R_OK) == 0 }
  }

  /// Replaces this process; returns only by throwing.
  func exec() throws -> Never {
    signal(SIGPIPE, SIG_DFL)
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
    var pointers = arguments.map { strdup($0) } + [nil]
    execvp("ssh", &pointers)
    throw Failure(
      .unexpected,
      "ssh cannot be run: \(String(cString: strerror(errno)))",
      hint: "apt-get install openssh-client"
    )
  }
}
