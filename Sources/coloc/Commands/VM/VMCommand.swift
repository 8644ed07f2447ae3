internal import ArgumentParser

/// `coloc vm`.
struct VMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vm",
    abstract: "Virtual machines: create, look, change, start, stop, delete.",
    subcommands: [
      VMCreate.self, VMAdopt.self, VMList.self, VMShow.self, VMWelcome.self,
      VMStart.self, VMStop.self, VMRestart.self, VMKill.self, VMWait.self,
      VMConsole.self, VMSSH.self, VMEdit.self, VMResize.self,
      VMDelete.self, VMRestoreDeleted.self, VMPurge.self,
    ]
  )
}
