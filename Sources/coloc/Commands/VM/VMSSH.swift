internal import ArgumentParser
internal import ColocKit

/// `coloc vm ssh`.
struct VMSSH: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ssh",
    abstract: "Log in to a VM by SSH, its host keys known from its console.",
    usage: "coloc vm ssh <name> [options] [-- <command> …]",
    discussion: """
      Uses your agent, the keys of your home, or -i. Behind sudo the agent is passed on with:
        sudo --preserve-env=SSH_AUTH_SOCK coloc vm ssh NAME
      """
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Option(name: [.customShort("i"), .long], help: ArgumentHelp("A private key.", valueName: "file"))
  var identity: String?

  @Option(help: "Another account than the tenant's.", transform: typed)
  var login: LoginName?

  @Argument(parsing: .postTerminator, help: "A command to run there, behind --.")
  var command: [String] = []

  func run() async throws {
    try await Session.with("vm ssh") { rack in
      let (tenant, vm) = try rack.find(name)
      if !tenant.isSelf, tenant.agreement?.ownerAccess != true, identity == nil {
        Terminal.say("coloc: the agreement with \(tenant.name) gives you no account in \(name)")
      }
      guard !vm.hostKeys.isEmpty else {
        throw Failure(
          .unreachable,
          "the host keys of \(name) are not known yet",
          hint: "coloc vm wait \(name) --for ready"
        )
      }
      guard let address = vm.ipv4, let account = login ?? vm.login else {
        throw Failure(
          .notFound,
          "\(name) was adopted and nobody said its \(vm.ipv4 == nil ? "address" : "account")",
          hint: vm.ipv4 == nil ? "use ssh with its address" : "name the account: --login NAME"
        )
      }
      let known = try rack.writeKnownHosts(of: vm)
      let place = SSHCommand.Place(alias: name, address: address, login: account)
      try SSHCommand(place: place, knownHosts: known, identity: identity, command: command).exec()
    }
  }
}
