internal import Foundation

extension OutageLedger {
  /// Notes that a domain is asked to go down; one that had come back, or was down, is owed anew, unless the owner's last
  /// word is that it stays down.
  @discardableResult
  func markAsked(_ entry: OutageEntry, at now: Timestamp, isLeft: Bool = false) throws -> OutageEntry {
    try change(entry) { entry in
      // The question of an earlier run may be days old.
      (entry.descent, entry.asked, entry.down) = (.asked, now, nil)
      if !(isLeft && entry.back == .left) { (entry.back, entry.up) = (nil, nil) }
    }
  }

  /// Notes of domains that run that they are owed, whatever became of them before.
  func reopen(_ running: Set<UUID>) throws {
    try changeAll { entry in
      guard running.contains(entry.uuid), entry.descent.isDown || entry.back != nil, entry.back != .left else { return }
      (entry.descent, entry.asked, entry.down, entry.back, entry.up) = (.pending, nil, nil, nil, nil)
    }
  }

  /// Notes how a domain that is off went down.
  func settle(_ entry: OutageEntry, in rack: Rack, machine: Machine?) throws -> OutageEntry {
    try change(entry, Self.settling(machine, at: rack.time.now()))
  }

  /// The same where a disk that cannot be written must hold up nothing: then only the answer has it.
  func settled(_ entry: OutageEntry, in rack: Rack, machine: Machine?) -> OutageEntry {
    noted(entry, Self.settling(machine, at: rack.time.now()))
  }

  /// Notes that a domain's power was cut; a disk that cannot be written holds up nothing.
  func killed(_ entry: OutageEntry, at now: Timestamp) -> OutageEntry {
    noted(entry) { entry in
      (entry.descent, entry.down) = (.killed, now)
      if entry.back != .left { (entry.back, entry.up) = (nil, nil) }
    }
  }

  private func noted(_ entry: OutageEntry, _ body: @Sendable (inout OutageEntry) -> Void) -> OutageEntry {
    if let noted = try? change(entry, body) { return noted }
    var changed = entry
    body(&changed)
    return changed
  }

  private static func settling(_ machine: Machine?, at now: Timestamp) -> @Sendable (inout OutageEntry) -> Void {
    let isByGuest = machine?.guestWentDown == true
    return { entry in
      switch entry.descent {
      // Down before anybody asked: its guest's own doing, or a crash, which is nobody's wish.
      case .pending: entry.descent = isByGuest ? .itself : .lost
      case .asked, .stayed: entry.descent = .stopped
      case .stopped, .saved, .killed, .itself, .lost: break
      }
      entry.down = entry.down ?? now
    }
  }
}
