internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot list`.
struct SnapshotList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List snapshots: when they were taken, what they hold, why they stay.",
    usage: "coloc snapshot list [<vm> …] [options]"
  )

  @Argument(help: ArgumentHelp("The VMs; all when left out.", valueName: "vm"), transform: typed)
  var names: [VMName] = []

  @Option(help: "All VMs of this tenant.", transform: typed)
  var tenant: TenantName?

  @Flag(help: "All VMs of the rack.")
  var all = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard [!names.isEmpty, tenant != nil, all].filter({ $0 }).count <= 1 else {
      throw ValidationError("name VMs, or a --tenant, or --all")
    }
  }

  func run() async throws {
    try await Session.with("snapshot list") { rack in
      let (names, unreadable) = try resolve(rack)
      let (items, failures) = try rack.listPoints(of: names)
      let time = rack.localTime
      output.put(items.map(\.json), names: items.map(\.reference)) {
        var table = Table(headers: ["VM", "SNAPSHOT", "TAKEN", "HOLDS", "SIZE", "REMARK"])
        table.rows = items.map { item in
          [
            item.vm.description, item.point.label, time.text(item.point.created), item.point.level.rawValue,
            item.point.size.approximate, PointWords.remark(item),
          ]
        }
        return table.text(width: Terminal.width)
      }
      try Session.report(unreadable + failures)
    }
  }

  /// Which VMs are meant, and the manifests that might have more.
  private func resolve(_ rack: Rack) throws -> ([VMName], [Failure]) {
    for name in names { _ = try rack.find(name) }
    guard names.isEmpty else { return (Set(names).sorted(), []) }
    if let tenant { return (try rack.tenant(tenant).vms.map(\.name).sorted(), []) }
    let manifests = try rack.state.manifests.all()
    return (manifests.tenants.flatMap(\.vms).map(\.name).sorted(), manifests.unreadable.map(\.failure))
  }
}
