import Glibc

/// A file that only grows, a line at a time, each on the disk before the call returns.
///
/// The caller holds a lock: two writers at once would take each other's line for a torn one.
public enum DurableLog {
  /// A last line that a power cut or a full disk had left unfinished, moved out of the way.
  public struct TornLine: Sendable, Equatable {
    /// The file that now holds it.
    public let path: String
    /// How many bytes it has.
    public let size: Int
  }

  /// Appends a line and brings it to the disk.
  ///
  /// - Parameters:
  ///   - line: The line, without a line end inside or behind it.
  ///   - path: The log; it is made with mode 0600 when it is not there.
  ///   - now: The moment that names the file of a torn line.
  /// - Returns: The torn line that was set aside before, if there was one.
  /// - Throws: `Failure`, `.cannotCreate` for a full or failing disk; then the line is not in the log.
  public static func append(_ line: String, to path: String, now: Timestamp) throws(Failure) -> TornLine? {
    let location = FileLocation(path)
    let log = try opened(location)
    let status = try Failure.wording { () throws(SystemFault) in try log.status() }
    try FilePrivacy.secret.check(status, path: path)
    let size = Int(status.st_size)
    let whole = try Failure.wording { () throws(SystemFault) in try wholeLines(of: log, size: size) }
    let torn = try setAside(log, from: whole, size: size, path: path, now: now)
    try Failure.wording { () throws(SystemFault) in
      do throws(SystemFault) {
        try log.write(Array("\(line)\n".utf8))
        try log.sync()
        // The name of a new log is durable only after this; for an old one it costs nothing.
        try Directory(location.directory).sync()
      } catch {
        // Half a line would be a torn one for the next writer.
        try? log.truncate(to: whole)
        throw error
      }
    }
    return torn
  }

  private static func opened(_ location: FileLocation) throws(Failure) -> Descriptor {
    do throws(SystemFault) {
      return try Directory(location.directory).open(location.name, O_RDWR | O_APPEND | O_CREAT)
    } catch {
      throw error.failure
    }
  }

  /// How many bytes of the log end in a line end.
  private static func wholeLines(of log: borrowing Descriptor, size: Int) throws(SystemFault) -> Int {
    var end = size
    while end > 0 {
      let start = max(0, end - 64 << 10)
      let chunk = try log.read(from: start, limit: end - start)
      if let last = chunk.lastIndex(of: UInt8(ascii: "\n")) { return start + last + 1 }
      end = start
    }
    return 0
  }

  /// Moves what follows the last line end to a file of its own, durable before it leaves the log.
  private static func setAside(
    _ log: borrowing Descriptor,
    from whole: Int,
    size: Int,
    path: String,
    now: Timestamp
  ) throws(Failure) -> TornLine? {
    guard whole < size else { return nil }
    let torn = try Failure.wording { () throws(SystemFault) in try log.read(from: whole, limit: size - whole) }
    let aside = "\(path).torn-\(now.seconds)-\(whole)"
    // Written again with the same content when the step after it was cut off.
    try DurableFile.write(torn, to: aside)
    try Failure.wording { () throws(SystemFault) in try log.truncate(to: whole) }
    return TornLine(path: aside, size: size - whole)
  }
}
