internal import ArgumentParser
internal import ColocKit

/// `coloc vm delete`.
struct VMDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Stop a VM and put it into the trash, from where it can come back.",
    usage: "coloc vm delete <name> [options]",
    discussion: "With --now its disks go at once and for good."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Flag(help: "Do not keep it in the trash.")
  var now = false

  @Option(help: ArgumentHelp("With --now, the VM's name once more.", valueName: "name"))
  var confirm: String?

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be lost and when.")
  var dryRun = false

  @Option(help: ArgumentHelp("How long the stop may take.", valueName: "seconds"))
  var timeout: Int?

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    guard now || confirm == nil else { throw ValidationError("--confirm goes with --now; without it: --yes") }
    if let timeout, !(1...86_400).contains(timeout) { throw ValidationError("--timeout is 1 to 86400 seconds") }
  }

  func run() async throws {
    try await Session.with("vm delete", recovering: !dryRun) { rack in
      let plan = try await rack.planDelete(name, now: now)
      if dryRun { return put(plan, rack) }
      try ask(plan, rack)
      try await Each.run([name], atOnce: 1, output) { name in
        // What is destroyed needs no graceful end.
        if plan.state.isActive, !now { try await bringDown(rack) }
        let tombstone = try await rack.delete(name, now: now, reason: why.reason)
        guard !now else { return Done(.purged, tombstone.vm.farewell) }
        let when = rack.localTime.text(tombstone.expires)
        return Done(.trashed, "\(name) is in the trash until \(when); back: coloc vm restore-deleted \(name)")
      }
    }
  }

  private func ask(_ plan: DeletePlan, _ rack: Rack) throws {
    if plan.vm.adoption != nil { Self.kept(plan).forEach { Terminal.say("coloc: \($0)") } }
    if now {
      let own = plan.vm.adoption == nil ? "\(name) and its \(plan.vm.disk) disk" : "the definition of \(name)"
      let what = own + plan.pointsToo
      try Question.confirm("destroying \(what)", name: name.description, given: confirm)
    } else {
      let days = rack.configuration.trashDays
      try Question.goOn("\(name) (\(plan.state.rawValue)) would go to the trash for \(days) days", yes: yes)
    }
  }

  private func bringDown(_ rack: Rack) async throws {
    let limit = try rack.stopLimit(of: name, timeout: timeout)
    Terminal.say(try await VMStop.stop(name, in: rack, within: limit, why.reason))
  }

  private func put(_ plan: DeletePlan, _ rack: Rack) {
    guard case .object(var fields) = VMListing.managed(plan.tenant.name, plan.vm, plan.state).json else { return }
    fields["expires"] = .text(plan.expires)
    output.put([.object(fields)], names: [name.description]) {
      var details = Details()
      details.add("would delete", "\(name) of \(plan.tenant.name), now \(plan.state.rawValue)")
      let time = rack.localTime
      if plan.vm.adoption == nil {
        let end = plan.expires.map { "kept until \(time.text($0))" } ?? "lost for good"
        details.add("its disk", "\(plan.vm.disk), \(end)")
      } else {
        details.add("its definition", plan.expires.map { "kept until \(time.text($0))" } ?? "lost for good")
        details.add("its disks", plan.vm.whereDisksStay)
        if plan.snapshots > 0 { details.add("its snapshots", Self.forgotten(plan)) }
      }
      if plan.points > 0 {
        let end = plan.expires == nil ? "lost for good" : "kept with it"
        details.add("coloc's snapshots", "\(plan.points), \(end)")
      }
      if plan.state == .saved { details.add("its memory", "the saved memory is lost") }
      return details.text
    }
  }

  /// What becomes of an adopted VM's disks and of what libvirt knows of them.
  private static func kept(_ plan: DeletePlan) -> [String] {
    ["the disks of \(plan.vm.name) \(plan.vm.whereDisksStay)"]
      + (plan.snapshots > 0 ? ["its snapshots: \(forgotten(plan))"] : [])
      + (plan.state == .saved ? ["its saved memory is lost"] : [])
  }

  private static func forgotten(_ plan: DeletePlan) -> String {
    "libvirt forgets the \(plan.snapshots == 1 ? "one" : "\(plan.snapshots)") that it knows of; their data stays"
  }
}
