internal import ArgumentParser
internal import ColocKit

/// `coloc deinit`.
struct Deinit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deinit",
    abstract: "Remove a rack: its pool, network, filters, images and all its state.",
    usage: "coloc deinit [options]",
    discussion:
      "Refused while it has VMs, unless --purge-vms destroys them for good. Nothing of another rack is touched."
  )

  @Option(help: ArgumentHelp("The rack's UUID (coloc status shows it).", valueName: "uuid"))
  var confirm: String?

  @Flag(help: "Destroy the rack's VMs with it, the trash too.")
  var purgeVms = false

  @Flag(help: "Only say what would be lost.")
  var dryRun = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("deinit", recovering: !dryRun) { rack in
      if dryRun { return try await report(rack).put(output) }
      let uuid = rack.configuration.rack.text
      let remains = try rack.remains()
      for vm in remains.vms + remains.trash.map(\.vm) where vm.adoption != nil {
        Terminal.say("coloc: the disks of \(vm.name) \(vm.whereDisksStay)")
      }
      try Question.confirm("removing rack \(uuid)", name: uuid, given: confirm)
      let names = remains.vms.map(\.name) + remains.trash.map(\.vm.name)
      do {
        for line in try await rack.dismantle(purgingVMs: purgeVms) { Terminal.say(line) }
      } catch {
        // What it has destroyed by then is destroyed.
        let left = try? rack.remains()
        let kept = left.map { Set($0.vms.map(\.name) + $0.trash.map(\.vm.name)) } ?? Set(names)
        put(names.filter { !kept.contains($0) }, uuid, .failure(error))
        throw error
      }
      PointsDirectory.remove(rack.configuration.points)
      put(names, uuid, .success(Done(.removed, "rack \(uuid) is gone")))
    }
  }

  /// The VMs that went, then the rack.
  private func put(_ purged: [VMName], _ uuid: String, _ end: Result<Done, any Error>) {
    let rack = (try? end.get()).map { done in
      Terminal.say(done.words)
      return [uuid]
    }
    let vms = purged.map { vm in Done.json(vm.description, .success(Done(.purged, ""))) }
    output.put(vms + [Done.json(uuid, end)], names: purged.map(\.description) + (rack ?? [])) { "" }
  }

  private func report(_ rack: Rack) async throws -> DeinitReport {
    var refusal: Failure?
    do { try rack.judgeDismantling(purgingVMs: purgeVms) } catch let failure as Failure { refusal = failure }
    return DeinitReport(
      configuration: rack.configuration,
      vms: try await rack.inventory().items,
      trash: try rack.remains().trash,
      images: try rack.state.images.all(),
      tenants: try rack.state.manifests.all().tenants.map(\.name),
      refusal: refusal
    )
  }
}
