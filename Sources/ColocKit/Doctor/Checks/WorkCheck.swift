/// Commands that were interrupted, and trash that is due.
struct WorkCheck: Check {
  static let codes: [FindingCode] = [.operationInterrupted, .trashDue]

  /// Operations without a living process.
  let interrupted: [Intent]
  let trash: [Tombstone]
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
    return open + due
  }
}
