internal import ArgumentParser
internal import ColocKit

/// `coloc vm restore-deleted`.
struct VMRestoreDeleted: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore-deleted",
    abstract: "Bring a VM back from the trash, shut off, with its address.",
    usage: "coloc vm restore-deleted <name> [options]",
    discussion: "Judged like a new VM: it must fit into the agreement."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Flag(help: "Only say whether it could, and what would be back.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("vm restore-deleted", recovering: !dryRun) { rack in
      if dryRun { return put(try await rack.planRestore(name), rack.localTime) }
      try await Each.run([name], atOnce: 1, output) { name in
        let vm = try await rack.restoreDeleted(name, reason: why.reason)
        return Done(.restored, "\(vm.name) is back, shut off; start it: coloc vm start \(vm.name)")
      }
    }
  }

  private func put(_ plan: RestorePlan, _ time: LocalTime) {
    let vm = plan.tombstone.vm
    output.put([plan.tombstone.item], names: [name.description]) {
      var details = Details()
      details.add("would restore", "\(name) of \(plan.tenant.name), deleted \(time.text(plan.tombstone.deleted))")
      details.add("size", "\(vm.vcpus) vCPU\(vm.vcpus == 1 ? "" : "s"), \(vm.memory) memory, \(vm.disk) disk")
      details.add("address", vm.ipv4)
      details.add("it would be", "shut off; start it: coloc vm start \(name)")
      return details.text
    }
  }
}
