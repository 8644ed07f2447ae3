import Foundation

/// The operations under way: each on the disk before its first side effect, gone when nothing of it is open.
public struct IntentStore: Sendable {
  private let layout: StateLayout
  private let locks: Locks
  private let directory: RecordDirectory<Intent>

  /// Makes a store.
  public init(_ layout: StateLayout, locks: Locks) {
    self.layout = layout
    self.locks = locks
    directory = RecordDirectory(path: layout.intents)
  }

  /// All intents, under way or interrupted: what they name is taken.
  public func all() throws(Failure) -> Records<Intent> { try directory.all() }

  /// Puts an intent on the disk; only after that may anything be done.
  public func begin(_ intent: Intent) throws -> LiveIntent {
    try locks.holding(.intents) {
      // Locked before the intent can be seen: nobody ever takes a new operation for a dead one.
      guard let live = try LiveFile.take(layout.live(intent.id)) else {
        throw Failure(.unexpected, "the operation \(intent.id.text) is under way already")
      }
      try directory.create(intent)
      return LiveIntent(intent, live)
    }
  }

  /// Writes an intent again with what became known meanwhile.
  public func update(_ live: LiveIntent, _ body: (inout Intent) -> Void) throws(Failure) {
    var intent = live.intent
    body(&intent)
    guard intent != live.intent else { return }
    try directory.write(intent)
    live.set(intent)
  }

  /// Removes an intent: the operation is done, or nothing of it is left.
  public func finish(_ live: LiveIntent) throws {
    try locks.holding(.intents) {
      try directory.remove(live.intent.id.text)
      try DurableFile.remove(layout.live(live.intent.id))
    }
  }

  /// Takes over the operations whose process has died; a second caller does not get them too.
  public func interrupted() throws -> InterruptedIntents {
    try locks.holding(.intents) {
      let found = try directory.all()
      var intents: [LiveIntent] = []
      for intent in found.records.sorted(by: { $0.started < $1.started }) {
        guard let live = try LiveFile.take(layout.live(intent.id)) else { continue }
        intents.append(LiveIntent(intent, live))
      }
      try removeOrphans(beside: found)
      return InterruptedIntents(intents: intents, unreadable: found.unreadable)
    }
  }

  /// Removes what a process left that died between the two files of an intent, and temporary files.
  private func removeOrphans(beside found: Records<Intent>) throws {
    let known = Set(found.records.map(\.id.text) + found.unreadable.map(\.stem))
    try DurableFile.removeStaleTemporaries(in: layout.intents)
    for name in try Failure.wording({ () throws(SystemFault) in try Directory(layout.intents).names() }) {
      // A process that begins holds the lock of all intents, as this one does now: none can be between its two files.
      guard name.hasSuffix(".live"), !known.contains(String(name.dropLast(5))) else { continue }
      try DurableFile.remove("\(layout.intents)/\(name)")
    }
  }
}
