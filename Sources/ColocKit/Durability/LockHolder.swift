public import Glibc

/// Who holds a lock, for the words of the one that waits; the lock itself is the kernel's.
public struct LockHolder: Sendable, Equatable {
  /// The process.
  public let pid: Int32
  /// What it was told to do.
  public let command: String
  /// Since when it holds the lock.
  public let since: Timestamp

  /// Makes a holder.
  public init(pid: Int32 = getpid(), command: String, since: Timestamp) {
    self.pid = pid
    self.command = command
    self.since = since
  }

  /// The content of the lock's file.
  var json: JSONValue {
    .object(["pid": .int(Int(pid)), "command": .string(command), "since": .text(since)])
  }

  /// `COMMAND (pid N, since T)`.
  var phrase: String { "\(Printable.clean(command)) (pid \(pid), since \(since))" }
}

extension LockHolder: ReadableRecord {
  /// Reads the content of a lock's file.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let pid = record.required("pid", .int(1...Int(Int32.max)))
    let command = record.required("command", .text)
    let since = record.required("since", .parsed(Timestamp.self))
    try record.end()
    self.init(pid: Int32(try pid.get()), command: try command.get(), since: try since.get())
  }
}

extension LockHolder {
  /// Who signed a lock's file, or nil while it is being signed.
  static func read(_ path: String) -> LockHolder? {
    guard let bytes = try? DurableFile.read(path) else { return nil }
    return try? LockHolder(json: bytes, file: path)
  }
}
