internal import Foundation
import Glibc

extension AuditLog {
  /// How the log ends.
  public struct End: Sendable, Equatable {
    /// When the last whole line was written; nil when there is none, or it tells no time.
    public let newest: Timestamp?
    /// How many bytes stand behind the last line end: a line that a power cut left unfinished.
    public let torn: Int
  }

  /// Reads the log's end; nil when there is no log. Throws `Failure` when it cannot be read.
  public func end() throws(Failure) -> End? {
    guard let end = try glance(), end.torn > 0 else { return try glance() }
    // It may be a line that another command is writing at this moment.
    let lock = try FileLock.acquire(layout.lock("audit"), of: "the audit log", command: "coloc doctor")
    defer { lock.release() }
    return try glance()
  }

  private func glance() throws(Failure) -> End? {
    let location = FileLocation(layout.audit)
    do throws(SystemFault) {
      let file = try Directory(location.directory).open(location.name, O_RDONLY)
      let size = Int(try file.status().st_size)
      let tail = try file.read(from: max(0, size - 64 << 10), limit: 64 << 10)
      let newline = UInt8(ascii: "\n")
      let whole = tail.lastIndex(of: newline).map { tail[...$0] } ?? []
      let line = whole.split(separator: newline).last.map(Array.init)
      return End(newest: line.flatMap(Self.time), torn: tail.count - whole.count)
    } catch {
      if error.code == ENOENT { return nil }
      throw error.failure
    }
  }

  private static func time(of line: [UInt8]) -> Timestamp? {
    struct Line: Decodable { let when: String }
    return (try? JSONDecoder().decode(Line.self, from: Data(line))).flatMap { try? Timestamp(parsing: $0.when) }
  }
}
