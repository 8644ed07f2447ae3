internal import ArgumentParser

/// `coloc vm`.
struct VMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vm",
    abstract: "Virtual machines: create, look, start, stop, delete.",
    subcommands: [],
    groupedSubcommands: [
      CommandGroup(name: "Make and look", subcommands: [VMCreate.self, VMList.self, VMShow.self, VMWelcome.self]),
      CommandGroup(name: "Run", subcommands: [VMStart.self, VMStop.self, VMRestart.self, VMKill.self, VMWait.self]),
      CommandGroup(name: "Enter", subcommands: [VMConsole.self, VMSSH.self]),
      CommandGroup(name: "Remove", subcommands: [VMDelete.self, VMRestoreDeleted.self, VMPurge.self]),
    ]
  )
}
