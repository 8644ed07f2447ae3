internal import ArgumentParser
internal import ColocKit

/// `coloc vm purge`.
struct VMPurge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Destroy the disks of a deleted VM for good.",
    usage: "coloc vm purge <name> [options]"
  )

  @Argument(help: "The VM in the trash.", transform: typed)
  var name: VMName

  @Option(help: ArgumentHelp("The VM's name once more.", valueName: "name"))
  var confirm: String?

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("vm purge", recovering: !dryRun) { rack in
      let tombstone = try rack.tombstone(of: name)
      let vm = tombstone.vm
      if dryRun { return put(tombstone, rack) }
      let points = try rack.points(of: vm)?.shown.count ?? 0
      let own = vm.adoption == nil ? "the \(vm.disk) disk" : "what libvirt knew"
      let what = own + DeletePlan.pointsToo(points)
      try Question.confirm("destroying \(what) of \(name)", name: name.description, given: confirm)
      try await Each.run([name], atOnce: 1, output) { name in
        _ = try await rack.purge(name, reason: why.reason)
        return Done(.purged, vm.farewell)
      }
    }
  }

  private func put(_ tombstone: Tombstone, _ rack: Rack) {
    let vm = tombstone.vm
    let time = rack.localTime
    output.put([tombstone.item], names: [name.description]) {
      var details = Details()
      details.add("would purge", "\(name) of \(tombstone.tenant), deleted \(time.text(tombstone.deleted))")
      details.add("its disk", vm.adoption == nil ? "\(vm.disk), lost for good" : vm.whereDisksStay)
      let points = try? rack.points(of: vm)?.shown.count
      if let points, points > 0 { details.add("its snapshots", "\(points), lost for good") }
      details.add("otherwise", "it can come back until \(time.text(tombstone.expires))")
      return details.text
    }
  }
}
