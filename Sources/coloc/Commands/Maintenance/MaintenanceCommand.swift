internal import ArgumentParser

/// `coloc maintenance`.
struct MaintenanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maintenance",
    abstract: "Planned outages: tell people, bring the rack down, bring back what ran.",
    subcommands: [
      MaintenancePlan.self, MaintenanceList.self, MaintenanceShow.self, MaintenanceBegin.self, MaintenanceEnd.self,
      MaintenanceAnnounce.self, MaintenanceCancel.self,
    ]
  )
}
