internal import ArgumentParser
internal import ColocKit

/// `coloc report inventory`.
struct ReportInventory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory",
    abstract: "A dynamic inventory for Ansible: all VMs, by tenant and by system.",
    usage: "coloc report inventory --list | --host <name>",
    discussion: """
      The JSON is Ansible's own, not {"schema":1,"items":[…]}. Groups are tenant_NAME and os_NAME, each - written as \
      _. Ansible calls a script:

        #!/bin/sh
        exec sudo coloc report inventory "$@"
      """
  )

  @Flag(help: "All groups, hosts and variables.")
  var list = false

  @Option(help: ArgumentHelp("The variables of one VM; {} for a name that is not there.", valueName: "name"))
  var host: String?

  func validate() throws {
    guard list != (host != nil) else { throw ValidationError("say --list or --host NAME") }
  }

  func run() async throws {
    try await ReportCommand.put("report inventory") { vms in
      let inventory = AnsibleInventory(vms)
      return (host.map(inventory.host) ?? inventory.list).pretty
    }
  }
}
