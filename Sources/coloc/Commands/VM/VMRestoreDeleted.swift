internal import ArgumentParser
internal import ColocKit

/// `coloc vm restore-deleted`.
struct VMRestoreDeleted: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore-deleted",
    abstract: "Bring a VM back from the trash, shut off, with its address.",
    discussion: "Judged like a new VM: it must fit into the agreement."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("vm restore-deleted") { rack in
      let vm = try await rack.restoreDeleted(name, reason: why.reason)
      Terminal.say("\(vm.name) is back, shut off; start it: coloc vm start \(vm.name)")
    }
  }
}
