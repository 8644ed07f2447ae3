/// Commands that were interrupted, suspensions that are lifted by half, outages that are not over, and trash that is due.
struct WorkCheck: Check {
  static let codes: [FindingCode] = [.operationInterrupted, .resumeUnfinished, .outageOpen, .trashDue]

  /// Operations without a living process.
  let interrupted: [Intent]
  /// Tenants whose suspension is being lifted, and no command is at it.
  let resuming: [Tenant]
  let trash: [Tombstone]
  /// The outage that no command is at.
  let outage: Outage?
  let windows: [Window]
  let now: Timestamp

  var findings: [Finding] {
    let open = interrupted.map { intent in
      let object = intent.vm?.name.description ?? intent.image?.name.description ?? intent.id.text
      let message = "'\(intent.command)' of \(intent.started) was interrupted: neither done nor undone"
      return Finding(.operationInterrupted, object, message, cure: "coloc recover")
    }
    let due = trash.filter { $0.expires < now && !$0.purging }.map { tombstone in
      let message = "it was to leave the trash on \(tombstone.expires); its disk still takes room"
      return Finding(.trashDue, tombstone.vm.name.description, message, cure: "coloc recover")
    }
    return open + resuming.map(halfway) + [outage.flatMap(down)].compactMap { $0 } + due
  }

  /// A window that is as long as it was planned is nothing to look at.
  private func down(_ outage: Outage) -> Finding? {
    let owed = outage.owed.count
    let rest = owed == 1 ? "1 that ran is not back" : "\(owed) that ran are not back"
    let message = "the host went down at \(outage.began), and \(rest)"
    guard let id = outage.window else { return Finding(.outageOpen, "host", message, cure: "coloc power up") }
    let window = windows.first { $0.id == id }
    if let end = window?.end, end > now, window?.state == .begun { return nil }
    return Finding(.outageOpen, id.description, message, cure: "coloc maintenance end \(id) --yes")
  }

  private func halfway(_ tenant: Tenant) -> Finding {
    let left = tenant.vms.map(\.name).filter { tenant.suspended?.ran.contains($0) == true }.sorted()
    let rest = left.isEmpty ? "is not over yet" : "has not started \(left.map(\.description).joined(separator: ", "))"
    let message = "'tenant resume' was interrupted, or could not start all: it \(rest)"
    return Finding(.resumeUnfinished, tenant.name.description, message, cure: "coloc tenant resume \(tenant.name)")
  }
}
