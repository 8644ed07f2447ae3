internal import ArgumentParser
internal import ColocKit

/// `coloc vm purge`.
struct VMPurge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Destroy the disks of a deleted VM for good."
  )

  @Argument(help: "The VM in the trash.", transform: typed)
  var name: VMName

  @Option(help: ArgumentHelp("The VM's name once more.", valueName: "name"))
  var confirm: String?

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("vm purge", recovering: !dryRun) { rack in
      let tombstone = try rack.tombstone(of: name)
      if dryRun {
        return Terminal.put("would destroy \(name)'s \(tombstone.vm.disk) disk for good\n")
      }
      try Question.confirm(
        "destroying the \(tombstone.vm.disk) disk of \(name)",
        name: name.description,
        given: confirm
      )
      _ = try await rack.purge(name, reason: why.reason)
      Terminal.say("\(name) is gone for good")
    }
  }
}
