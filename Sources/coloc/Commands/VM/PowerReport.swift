internal import ColocKit

/// What `--dry-run` of `vm stop`, `vm restart` and `vm kill` shows.
struct PowerReport {
  let plans: [PowerPlan]

  /// Prints the plan; throws as the verb would for what cannot be done.
  func put(_ output: OutputOptions) throws {
    output.put(plans.map(\.json), names: names) { table.text(width: Terminal.width) }
    let refusals = plans.compactMap(\.refusal)
    if plans.count > 1 { refusals.forEach(Each.say) }
    try Each.conclude(refusals, of: plans.count)
  }

  /// The VMs to which something would be done.
  var names: [String] { plans.filter { ![.nothing, .refuse].contains($0.step) }.map(\.vm.name.description) }

  var table: Table {
    var table = Table(headers: ["VM", "TENANT", "STATE", "WOULD"])
    table.rows = plans.map {
      [$0.vm.name.description, $0.tenant.name.description, $0.state.rawValue, Self.words($0)]
    }
    return table
  }

  private static func words(_ plan: PowerPlan) -> String {
    switch plan.step {
    case .stop: "be asked to shut down; its power is not cut"
    case .restart: "be asked to shut down, and started again"
    case .start: "be started"
    case .kill: "lose its power, and what the guest has not written to its disk yet"
    case .nothing: "stay as it is"
    case .refuse: plan.state == .paused ? "be refused: paused, it cannot hear" : "be refused: libvirt does not have it"
    }
  }
}
