internal import ArgumentParser
internal import ColocKit

/// `coloc report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The rack in the form of other tools: Ansible, ssh.",
    subcommands: [ReportInventory.self, ReportSSHConfig.self, ReportKnownHosts.self]
  )

  /// Reads the manifests, prints what `body` makes of the VMs, and says which are not in it and why.
  static func put(_ command: String, _ body: ([ReachableVM]) -> String) async throws {
    try await Session.with(command) { rack in
      let manifests = try rack.state.manifests.all()
      Terminal.put(body(manifests.reachable))
      for name in manifests.addressless {
        Terminal.say("coloc: \(name) is left out: nobody said its address")
      }
      try Session.report(manifests.unreadable.map(\.failure))
    }
  }
}
