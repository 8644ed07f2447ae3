internal import Foundation

/// What coloc itself calls a point: the time it was taken at, `20261102T030000Z`, with `-2` behind it when that is taken.
///
/// Files and checkpoints are named by it, so it stays when a name is given. Never a VM's or a given name: those have no
/// capitals.
public struct PointID: Parsed {
  /// What such a value is called.
  public static let noun = "a snapshot's id"

  /// The id itself.
  public let description: String

  /// Makes the id of a moment; `number` counts those of one second from 1 on.
  public init(_ time: Timestamp, number: Int = 1) {
    let stamp = time.description.filter { $0 != "-" && $0 != ":" }
    description = number > 1 ? "\(stamp)-\(number)" : stamp
  }

  /// Parses exactly the form that `description` has.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let stamp = Array(parts[0])
    let number = parts.count == 2 ? Int(parts[1]) : 1
    guard stamp.count == 16, let number, (1...9999).contains(number),
      let time = Timestamp(
        "\(String(stamp[0..<4]))-\(String(stamp[4..<6]))-\(String(stamp[6..<11])):\(String(stamp[11..<13])):"
          + String(stamp[13...])
      ), PointID(time, number: number).description == text
    else { throw Self.fault(text, "is not written like 20261102T030000Z") }
    description = text
  }
}
