internal import ArgumentParser
internal import ColocKit

/// `coloc deinit`.
struct Deinit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deinit",
    abstract: "Remove a rack: its pool, network, filters, images and all its state.",
    discussion:
      "Refused while it has VMs, unless --purge-vms destroys them for good. Nothing of another rack is touched."
  )

  @Option(help: ArgumentHelp("The rack's UUID (coloc status shows it).", valueName: "uuid"))
  var confirm: String?

  @Flag(help: "Destroy the rack's VMs with it, the trash too.")
  var purgeVms = false

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  func run() async throws {
    try await Session.with("deinit", recovering: !dryRun) { rack in
      let remains = try rack.remains()
      let uuid = rack.configuration.rack.text
      let names = remains.vms.map(\.name.description) + remains.trash.map { "\($0.vm.name) (trash)" }
      if dryRun {
        let vms = names.isEmpty ? "no VM" : names.joined(separator: ", ")
        let images = try rack.state.images.all().count
        return Terminal.put("would remove rack \(uuid): \(vms), \(images) images, its network, filters and state\n")
      }
      for vm in remains.vms + remains.trash.map(\.vm) where vm.adoption != nil {
        let places = vm.diskPlaces.map(Printable.clean).joined(separator: ", ")
        Terminal.say("coloc: the disks of \(vm.name) stay where they are: \(places)")
      }
      try Question.confirm("removing rack \(uuid)", name: uuid, given: confirm)
      for line in try await rack.dismantle(purgingVMs: purgeVms) { Terminal.say(line) }
      PointsDirectory.remove(rack.configuration.points)
      Terminal.say("rack \(uuid) is gone")
    }
  }
}
