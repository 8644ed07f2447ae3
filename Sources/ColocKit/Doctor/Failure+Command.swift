extension Failure {
  private static let programs: Set<Substring> = [
    "apt-get", "chmod", "chown", "coloc", "getent", "journalctl", "sudo", "systemctl", "virsh",
  ]

  /// The first hint that is a command and nothing else.
  var command: String? {
    hints.first { hint in hint.split(separator: " ").first.map(Self.programs.contains) == true }
  }
}
