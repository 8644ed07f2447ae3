internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot prune`.
struct SnapshotPrune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete the snapshots that a VM's policy does not keep.",
    usage: "coloc snapshot prune <vm> … | --tenant <tenant> | --all [options]",
    discussion: """
      The policy is the VM's own (coloc vm edit --keep), or snapshots of coloc.yaml. The newest, protected ones and the one that \
      the disk stands on always stay. Nothing goes when a clock was wrong, or when it would be more than ten and more than \
      30 %: --force says that this is meant.
      """
  )

  @OptionGroup var targets: VMTargets

  @Flag(help: "Only say of each snapshot whether it stays, and why.")
  var dryRun = false

  @Flag(help: "Let more than ten and more than 30 % go at once.")
  var force = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("snapshot prune", recovering: !dryRun) { rack in
      var plans: [PrunePlan] = []
      var failures = try targets.unreadable(rack)
      for name in try targets.resolve(rack) {
        do {
          let plan =
            dryRun
            ? try rack.planPrune(name, force: force)
            : try await rack.prune(name, force: force, reason: why.reason)
          plans.append(plan)
          if dryRun, let hold = plan.hold { failures.append(Failure(.partly, "\(name): \(hold)")) }
        } catch let failure as Failure {
          failures.append(failure)
        }
      }
      let parts = plans.flatMap(\.parts)
      output.put(parts.map(\.json), names: parts.filter { !$0.isKept }.map(\.item.reference)) { text(plans, rack) }
      try Session.report(failures)
    }
  }

  private func text(_ plans: [PrunePlan], _ rack: Rack) -> String {
    guard dryRun else {
      return plans.filter { !$0.dropped.isEmpty }.map { plan in
        "\(plan.vm): \(plan.dropped.count) deleted, \(plan.parts.count - plan.dropped.count) kept\n"
      }.joined()
    }
    var table = Table(headers: ["VM", "SNAPSHOT", "TAKEN", "SIZE", "WOULD"])
    table.rows = plans.flatMap(\.parts).map { part in
      let point = part.item.point
      return [
        part.item.vm.description, point.label, rack.localTime.text(point.created), point.size.approximate,
        part.isKept ? "stay: \(part.reasons.joined(separator: ", "))" : "go",
      ]
    }
    return table.text(width: Terminal.width)
  }
}
