/// What a policy would keep of snapshots that were taken at given times; needs no rack.
///
/// No snapshot is protected, each can be restored, and the clock was always right: the order is that of the times. How
/// much goes at once is not limited, for the question is what the policy means.
public struct RetentionSimulation: Sendable {
  /// The times and what becomes of each, in the order in which they were given.
  public let decision: RetentionDecision

  /// Simulates; without `now` it is the newest of the times.
  public init(_ times: [Timestamp], now: Timestamp?, policy: RetentionPolicy, wall: WallClock) {
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var sequences = Array(repeating: 0, count: times.count)
    for (sequence, index) in order.enumerated() { sequences[index] = sequence }
    decision = RetentionDecision(
      times.indices.map { RetentionCandidate(id: "time \($0 + 1)", time: times[$0], sequence: sequences[$0]) },
      now: now ?? times.max() ?? Timestamp(seconds: 0),
      policy: policy,
      wall: wall,
      force: true
    )
  }

  /// Reads one time a line, blank lines skipped.
  ///
  /// - Throws: `Failure(.invalidFile)` that names the number of the first line which is none.
  public static func times(in bytes: [UInt8]) throws(Failure) -> [Timestamp] {
    var times: [Timestamp] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
      let start = line.drop(while: isSpace)
      let count = start.reversed().drop(while: isSpace).count
      guard count > 0 else { continue }
      do throws(ParseFault) {
        times.append(try OffsetTime(parsing: String(decoding: start.prefix(count), as: UTF8.self)).moment)
      } catch {
        let fault = ParseFault(Printable.excerpt(error.text), noun: error.noun, reason: error.reason)
        throw Failure(
          .invalidFile,
          "line \(index + 1): \(fault.message)",
          hint: "one time a line, as date -u +%FT%TZ prints"
        )
      }
    }
    return times
  }
}
