internal import Foundation

extension OutageLedger {
  /// Notes that a domain is asked to go down; one that had come back, or was down, is owed anew.
  @discardableResult
  func markAsked(_ entry: OutageEntry, at now: Timestamp) throws -> OutageEntry {
    try change(entry) { entry in
      // The question of an earlier run may be days old.
      (entry.descent, entry.asked) = (.asked, now)
      (entry.down, entry.back, entry.up) = (nil, nil, nil)
    }
  }

  /// Notes how a domain that is off went down.
  func settle(_ entry: OutageEntry, in rack: Rack, machine: Machine?) throws -> OutageEntry {
    let now = rack.time.now()
    let isByGuest = machine?.guestWentDown == true
    return try change(entry) { entry in
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
