/// The rack's VMs for the owner's own ssh: a fragment of ssh_config(5), and the host keys that it names a file for.
public struct SSHConfiguration: Sendable {
  private let vms: [ReachableVM]
  private let file: SSHConfigurationPath

  /// Makes the report; `file` is where the owner keeps the host keys.
  public init(_ vms: [ReachableVM], knownHosts file: SSHConfigurationPath) {
    self.vms = vms
    self.file = file
  }

  /// The fragment: a block for each VM. One whose host keys are not known yet is asked about by ssh at the first time.
  public var text: String {
    vms.map { vm in
      var lines = ["Host \(vm.vm.name)", "  HostName \(vm.address)"]
      if let login = vm.vm.login { lines.append("  User \(login)") }
      lines += ["  HostKeyAlias \(vm.vm.name)", "  UserKnownHostsFile \(file.quoted)"]
      if !vm.vm.hostKeys.isEmpty { lines.append("  StrictHostKeyChecking yes") }
      return lines.map { $0 + "\n" }.joined()
    }
    .joined(separator: "\n")
  }

  /// The host keys as a known_hosts file (sshd(8)), by name and address.
  public static func knownHosts(of vms: [ReachableVM]) -> String {
    vms.map { $0.vm.knownHosts(as: "\($0.vm.name),\($0.address)") }.joined()
  }
}

extension VMRecord {
  /// Its host keys as the lines of a known_hosts file (sshd(8)), for the hosts that a comma parts.
  func knownHosts(as hosts: String) -> String { hostKeys.map { "\(hosts) \($0.bare)\n" }.joined() }
}

/// A file as ssh_config(5) can name it: absolute or from the home, with nothing in it that ssh would expand.
public struct SSHConfigurationPath: Parsed {
  /// What such a value is called.
  public static let noun = "a file for ssh's configuration"

  /// The path.
  public let description: String

  /// Parses a path that begins with `/` or `~/`.
  public init(parsing text: String) throws(ParseFault) {
    guard text.hasPrefix("/") || text.hasPrefix("~/") else {
      throw Self.fault(text, "does not begin with / or ~/, and ssh would look for it wherever it is called")
    }
    guard !text.unicodeScalars.contains(where: { Printable.isDangerous($0) || "\"'\\%$".unicodeScalars.contains($0) })
    else { throw Self.fault(text, "has a quote, backslash, % or $, which mean something to ssh") }
    description = text
  }

  /// Where it lies when nobody says otherwise.
  public static let standard = SSHConfigurationPath(known: "~/.ssh/coloc-known_hosts")

  private init(known path: String) { description = path }

  /// The path as one argument.
  var quoted: String { description.contains { $0.isWhitespace || $0 == "#" } ? "\"\(description)\"" : description }
}
