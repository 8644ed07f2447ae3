internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot show`.
struct SnapshotShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is known of a snapshot.",
    usage: "coloc snapshot show <snapshot> [options]"
  )

  @Argument(help: "The snapshot, as VM@NAME or VM@latest.", transform: typed)
  var snapshot: PointReference

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("snapshot show") { rack in
      let item = try rack.point(snapshot)
      output.put([item.json], names: [item.reference]) { Self.details(item, rack).text }
    }
  }

  private static func details(_ item: PointItem, _ rack: Rack) -> Details {
    let point = item.point
    var details = Details()
    details.add("snapshot", item.reference)
    details.add("id", point.id)
    details.add("tenant", item.tenant)
    details.add("taken", rack.localTime.text(point.created))
    details.add("holds", "\(point.level.rawValue): \(PointWords.worth(point.level))")
    details.add("note", point.note.map(Printable.clean))
    details.add("protected", point.protected ? "yes: deleted by its name only" : nil)
    details.add("kept", point.kept.isEmpty ? nil : point.kept.map(Printable.clean).joined(separator: ", "))
    details.add("newest", item.isHead ? "yes: the next one builds on it" : nil)
    details.add("builds on", point.parent.map { "\(item.vm)@\($0)" } ?? "nothing: it stands alone")
    for disk in point.disks {
      let form = disk.isWhole ? "whole" : "changes"
      details.add("disk \(disk.target)", "\(disk.capacity.approximate), \(form) in \(disk.size.approximate)")
    }
    details.add("UEFI", point.hasNVRAM ? "its variables are kept too" : nil)
    return details
  }
}
