internal import ArgumentParser
internal import ColocKit

/// `coloc status`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "The rack at a glance: host, room, tenants, VMs."
  )

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("status") { rack in
      let status = try await rack.status()
      output.put([status.json], names: [rack.configuration.rack.text]) {
        Self.details(status, rack.localTime).text
      }
      try Session.report(status.inventory.unreadable + [status.inventory.hostFault].compactMap { $0 })
    }
  }

  private static func details(_ status: RackStatus, _ time: LocalTime) -> Details {
    var details = Details()
    details.add("rack", "\(status.configuration.rack.text)\(status.configuration.trial ? " (trial)" : "")")
    details.add("host", "\(status.configuration.host.name) (\(status.configuration.host.uri))")
    if let facts = status.facts {
      details.add("memory", "\(status.memoryInUse.approximate) of \(facts.memory.approximate) held by running VMs")
    }
    if let pool = status.pool {
      details.add("pool", "\(pool.name): \(pool.available.approximate) free at \(pool.path)")
    }
    details.add(
      "virtualization",
      status.host.map { $0.kvmFault.map { "emulated (\($0))" } ?? "KVM" } ?? "never tried: coloc init"
    )
    details.add("tenants", status.tenants)
    details.add("VMs", status.states)
    details.add("images", status.images)
    if status.trash > 0 { details.add("trash", "\(status.trash) VMs: coloc vm list --deleted") }
    for window in status.windows {
      details.add("maintenance", "\(window.id) (\(window.state.rawValue)), \(time.text(window.start))")
    }
    if let outage = status.outage {
      let cure = outage.window.map { "coloc maintenance end \($0)" } ?? "coloc power up"
      details.add("outage", "since \(time.text(outage.began)), \(outage.owed.count) to bring back: \(cure)")
    }
    if status.interrupted > 0 { details.add("interrupted", "\(status.interrupted) commands: coloc recover") }
    return details
  }
}
