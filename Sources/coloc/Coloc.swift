internal import ArgumentParser

/// The owner's command line: VMs for non-profits on a rack of second-hand servers.
@main
struct Coloc: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coloc",
    abstract: "Lend virtual machines to non-profits: first talk, then provision.",
    discussion: """
      A day with coloc:
        coloc tenant add velo --display-name "Atelier vélo" --ssh-key ana.pub
        coloc tenant talk velo --channel matrix --summary "a site, 2 GB"
        coloc tenant agree velo --vms 1 --vcpus 2 --memory 2G --disk 20G
        coloc vm create velo-web --tenant velo --os debian --memory 2G --disk 9G

      Exit codes:
        0 done · 1 unexpected · 2 partly done, or something to look at
        64 typed wrong · 65 a file's content · 66 not found
        69 unreachable, or a wait ran out · 73 cannot create · 75 busy
        76 outcome unknown · 77 not permitted · 78 configuration · 130 interrupted
      """,
    version: Version.text,
    subcommands: [
      Status.self, DoctorCommand.self, TenantCommand.self, ImageCommand.self, VMCommand.self,
      SnapshotCommand.self, MaintenanceCommand.self, PowerCommand.self, ReportCommand.self,
      Init.self, Recover.self,
      Deinit.self,
    ]
  )

  static func main() async { await Main.run() }
}
