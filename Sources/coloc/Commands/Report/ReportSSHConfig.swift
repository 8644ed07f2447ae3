internal import ArgumentParser
internal import ColocKit

/// `coloc report ssh-config`.
struct ReportSSHConfig: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ssh-config",
    abstract: "A fragment for ~/.ssh/config, so that ssh and scp know every VM by name.",
    usage: "coloc report ssh-config [--known-hosts <file>]",
    discussion: """
      As yourself, after each VM that is made or goes:

        sudo coloc report known-hosts > ~/.ssh/coloc-known_hosts
        sudo coloc report ssh-config > ~/.ssh/coloc-config

      and once, at the top of ~/.ssh/config: Include coloc-config
      """
  )

  @Option(
    help: ArgumentHelp("Where you keep what coloc report known-hosts prints.", valueName: "file"),
    transform: typed
  )
  var knownHosts = SSHConfigurationPath.standard

  func run() async throws {
    try await ReportCommand.put("report ssh-config") { vms in
      for vm in vms where vm.vm.hostKeys.isEmpty {
        Terminal.say("coloc: the host keys of \(vm.vm.name) are not known yet: coloc vm wait \(vm.vm.name) --for ready")
      }
      return SSHConfiguration(vms, knownHosts: knownHosts).text
    }
  }
}
