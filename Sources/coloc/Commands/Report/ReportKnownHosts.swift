internal import ArgumentParser
internal import ColocKit

/// `coloc report known-hosts`.
struct ReportKnownHosts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "known-hosts",
    abstract: "The SSH host keys of every VM, as a known_hosts file.",
    discussion: "By name and address, read from the consoles at first boot. What it is for: coloc report ssh-config."
  )

  func run() async throws {
    try await ReportCommand.put("report known-hosts") { SSHConfiguration.knownHosts(of: $0) }
  }
}
