import Foundation
import Glibc

/// The operations under way: each on the disk before its first side effect, gone when nothing of it is open.
public struct IntentStore: Sendable {
  private let layout: StateLayout
  private let command: String
  private let directory: RecordDirectory<Intent>

  /// The store of a layout, for a command by its name.
  public init(layout: StateLayout, command: String) {
    self.layout = layout
    self.command = command
    directory = RecordDirectory(path: layout.intents)
  }

  /// All intents, under way or interrupted: what they name is taken. Throws when one cannot be read.
  public func all() throws(Failure) -> [Intent] { try directory.records().whole() }

  /// All intents that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<Intent> { try directory.records() }

  /// Puts an intent on the disk; only after that may anything be done.
  ///
  /// - Throws: `Failure(.busy)` when an operation of this id is under way, or was interrupted and not yet ended.
  public func begin(_ intent: Intent) throws(Failure) -> LiveIntent {
    let lock = try lock()
    defer { lock.release() }
    let hasIntent = try directory.stems().contains(intent.id.text)
    // Locked before the intent can be seen: nobody ever takes a new operation for a dead one.
    guard !hasIntent, let live = try LiveFile.take(layout.live(intent.id)) else { throw open(intent.id) }
    do throws(Failure) {
      try directory.create(intent)
    } catch {
      try? DurableFile.remove(layout.live(intent.id))
      throw error
    }
    return LiveIntent(intent, live)
  }

  private func open(_ id: UUID) -> Failure {
    let earlier = (try? directory.read(id.text)).flatMap { $0 }
    let what = earlier.map { "'\(Printable.clean($0.command))' of \($0.started)" } ?? "an operation on the same object"
    return Failure(.busy, "\(what) is not ended yet", hint: "if it was interrupted: coloc recover")
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
  public func finish(_ live: LiveIntent) throws(Failure) {
    let lock = try lock()
    defer { lock.release() }
    try directory.remove(live.intent.id.text)
    try DurableFile.remove(layout.live(live.intent.id))
  }

  /// Takes over the operations whose process has died; a second caller does not get them too.
  public func interrupted() throws(Failure) -> InterruptedIntents {
    // Nearly always: nothing there, and nothing to wait for.
    guard try hasFiles() else { return InterruptedIntents(intents: [], unreadable: []) }
    let lock = try lock()
    defer { lock.release() }
    let found = try directory.records()
    var intents: [LiveIntent] = []
    for intent in found.records.sorted(by: { $0.started < $1.started }) {
      guard let live = try LiveFile.take(layout.live(intent.id)) else { continue }
      intents.append(LiveIntent(intent, live))
    }
    try removeOrphans(beside: found)
    return InterruptedIntents(intents: intents, unreadable: found.unreadable)
  }

  /// What `interrupted` would take over now, oldest first; nothing is taken, nothing is removed.
  public func abandoned() throws(Failure) -> Records<Intent> {
    let found = try directory.records()
    var intents: [Intent] = []
    for intent in found.records.sorted(by: { $0.started < $1.started })
    where try !LiveFile.isHeld(layout.live(intent.id)) {
      intents.append(intent)
    }
    return Records(records: intents, unreadable: found.unreadable)
  }

  /// Whether anything is there; not even the directory is where a `deinit` was killed at its very end.
  private func hasFiles() throws(Failure) -> Bool {
    do throws(SystemFault) {
      return try !Directory(layout.intents).names().isEmpty
    } catch {
      if error.code == ENOENT { return false }
      throw error.failure
    }
  }

  private func lock() throws(Failure) -> FileLock {
    try FileLock.acquire(layout.lock("intents"), of: "the list of operations", command: command)
  }

  /// Removes what a process left that died between the two files of an intent, and temporary files.
  private func removeOrphans(beside found: Records<Intent>) throws(Failure) {
    let known = Set(found.records.map(\.id.text) + found.unreadable.map(\.stem))
    try DurableFile.removeStaleTemporaries(in: layout.intents)
    for name in try Failure.wording({ () throws(SystemFault) in try Directory(layout.intents).names() }) {
      // A process that begins holds the lock of all intents, as this one does now: none can be between its two files.
      guard name.hasSuffix(".live"), !known.contains(String(name.dropLast(5))) else { continue }
      try DurableFile.remove("\(layout.intents)/\(name)")
    }
  }
}
