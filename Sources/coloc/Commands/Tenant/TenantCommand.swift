internal import ArgumentParser

/// `coloc tenant`.
struct TenantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenant",
    abstract: "Who uses the rack: what was said, what was agreed.",
    subcommands: [
      TenantAdd.self, TenantList.self, TenantShow.self, TenantTalk.self, TenantAgree.self, TenantEdit.self,
      TenantSuspend.self, TenantResume.self, TenantRefuse.self, TenantRemove.self,
    ]
  )
}
