internal import ArgumentParser
internal import ColocKit

/// On or off, as `--protect` has it.
enum Switch: String, ExpressibleByArgument, CaseIterable {
  case on
  case off
}

/// `coloc vm edit`.
struct VMEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a VM's title, its SSH keys on record, or its protection.",
    usage: "coloc vm edit <name> <options>",
    discussion: """
      The title is shown by virsh and virt-manager too. Keys are recorded, and the guest itself is not touched after its \
      first boot: the command to run inside is printed. A protected VM is not deleted and not killed (77).
      """
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Option(help: ArgumentHelp("One line for people; empty for coloc's own again.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("A file with SSH public keys (….pub); again for more.", valueName: "file"))
  var addSshKey: [String] = []

  @Option(help: ArgumentHelp("A key by its fingerprint or comment; again for more.", valueName: "key"))
  var removeSshKey: [String] = []

  @Option(help: ArgumentHelp("Keep it from being deleted and killed: on or off.", valueName: "on|off"))
  var protect: Switch?

  @Flag(help: "Only say what would change.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard title != nil || protect != nil || !addSshKey.isEmpty || !removeSshKey.isEmpty else {
      throw ValidationError("say what to change: --title, --add-ssh-key, --remove-ssh-key, --protect")
    }
  }

  func run() async throws {
    var change = VMChange()
    change.title = title
    change.addedKeys = try addSshKey.flatMap(KeyFile.read)
    change.removedKeys = removeSshKey
    change.protected = protect.map { $0 == .on }
    try await Session.with("vm edit", recovering: !dryRun) { [change] rack in
      if dryRun {
        let plan = try rack.planEdit(name, change)
        return output.put([plan.json], names: [name.description]) { EditReport(plan).plan }
      }
      let plan = try await rack.editVM(name, change, reason: why.reason)
      output.put([plan.json], names: [name.description]) { "" }
      for line in EditReport(plan).words { Terminal.say(line) }
    }
  }
}
