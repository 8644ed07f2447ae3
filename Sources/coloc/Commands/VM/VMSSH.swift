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

  @Option(help: ArgumentHelp("Where an adopted VM is, when nobody said it.", valueName: "ipv4"), transform: typed)
  var address: IPv4Address?

  @Argument(parsing: .postTerminator, help: "A command to run there, behind --.")
  var command: [String] = []

  func run() async throws {
    try await Session.with("vm ssh") { rack in
      let (tenant, vm) = try rack.find(name)
      if !tenant.isSelf, tenant.agreement?.ownerAccess != true, identity == nil {
        Terminal.say("coloc: the agreement with \(tenant.name) gives you no account in \(name)")
      }
      guard let address = self.address ?? vm.ipv4, let account = login ?? vm.login else {
        let missing = [
          (vm.ipv4 == nil && self.address == nil, "--address IPV4"), (vm.login == nil && login == nil, "--login NAME"),
        ]
        throw Failure(
          .notFound,
          "\(name) was adopted, and nobody said how it is reached",
          hint: "say it here, or for good by coloc vm adopt: "
            + missing.filter(\.0).map(\.1).joined(separator: " ")
        )
      }
      let known = try knownHosts(of: vm, rack)
      let place = SSHCommand.Place(alias: name, address: address, login: account)
      try SSHCommand(place: place, knownHosts: known, identity: identity, command: command).exec()
    }
  }

  /// Nobody listened at the first boot of an adopted VM: until its agent tells its keys, ssh goes by its own known_hosts.
  private func knownHosts(of vm: VMRecord, _ rack: Rack) throws -> String? {
    guard vm.hostKeys.isEmpty else { return try rack.writeKnownHosts(of: vm) }
    guard vm.adoption != nil else {
      throw Failure(
        .unreachable,
        "the host keys of \(name) are not known yet",
        hint: "coloc vm wait \(name) --for ready"
      )
    }
    Terminal.say("coloc: the host keys of \(name) are not known here; ssh goes by its own known_hosts")
    return nil
  }
}
