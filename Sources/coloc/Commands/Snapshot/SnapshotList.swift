internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot list`.
struct SnapshotList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List snapshots: when they were taken, what they hold, why they stay.",
    usage: "coloc snapshot list [<vm> …] [--tenant <tenant>] [--all] [options]"
  )

  @OptionGroup var targets: VMTargets
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("snapshot list") { rack in
      let (items, failures) = try rack.listPoints(of: targets.resolve(rack))
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
      try Session.report(failures)
    }
  }
}
