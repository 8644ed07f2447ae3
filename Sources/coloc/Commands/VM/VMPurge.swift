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
      let vm = tombstone.vm
      let what = vm.adoption == nil ? "the \(vm.disk) disk" : "what libvirt knew"
      let places = vm.diskPlaces.map(Printable.clean).joined(separator: ", ")
      if dryRun {
        let kept = vm.adoption == nil ? "" : "; its disks stay where they are: \(places)"
        return Terminal.put("would destroy \(what) of \(name) for good\(kept)\n")
      }
      try Question.confirm("destroying \(what) of \(name)", name: name.description, given: confirm)
      _ = try await rack.purge(name, reason: why.reason)
      Terminal.say(vm.farewell)
    }
  }
}
