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
    abstract: "Change a VM's title, SSH keys on record, protection, place in outages, snapshots kept.",
    usage: "coloc vm edit <name> <options>",
    discussion: """
      The title is shown by virsh and virt-manager too. Keys are recorded, and the guest itself is not touched after its \
      first boot: the command to run inside is printed. A protected VM is not deleted and not killed (77). \
      What --then says is done by maintenance begin and power down only; vm stop leaves a VM running.
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

  @Option(help: ArgumentHelp("After a power cut: last (as it was wanted), always, never.", valueName: "when"))
  var boot: PowerPolicy.Boot?

  @Option(
    help: ArgumentHelp("Its place, 0 to 99: low ones stop first and start last; 50 when left out.", valueName: "n")
  )
  var order: Int?

  @Option(help: ArgumentHelp("When it counts as up: agent, tcp:PORT or none.", valueName: "test"), transform: typed)
  var ready: ReadyTest?

  @Option(help: ArgumentHelp("How long it may take to stop; 0 for the configuration's again.", valueName: "seconds"))
  var stopTimeout: Int?

  @Option(help: ArgumentHelp("If it does not stop in an outage: leave, save or kill.", valueName: "what"))
  var then: PowerPolicy.Then?

  @Option(
    help: ArgumentHelp("Which snapshots stay: daily=7,monthly=6 …; default for the rack's.", valueName: "policy"),
    transform: typed
  )
  var keep: RetentionChoice?

  @Flag(help: "Only say what would change.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    let isOther = boot != nil || order != nil || ready != nil || stopTimeout != nil || then != nil || keep != nil
    guard title != nil || protect != nil || !addSshKey.isEmpty || !removeSshKey.isEmpty || isOther else {
      throw ValidationError("say what to change; see coloc help vm edit")
    }
    if let order, !PowerPolicy.orders.contains(order) { throw ValidationError("--order is 0 to 99") }
    if let stopTimeout, !(0...86_400).contains(stopTimeout) {
      throw ValidationError("--stop-timeout is 0 to 86400 seconds")
    }
  }

  func run() async throws {
    var change = VMChange()
    change.title = title
    change.addedKeys = try addSshKey.flatMap(KeyFile.read)
    change.removedKeys = removeSshKey
    change.protected = protect.map { $0 == .on }
    change.boot = boot
    change.order = order
    change.ready = ready
    change.stopTimeout = stopTimeout
    change.then = then
    change.keep = keep
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
