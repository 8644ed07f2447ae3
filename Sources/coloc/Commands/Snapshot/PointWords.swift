internal import ColocKit

/// How a snapshot is spoken of.
enum PointWords {
  /// That one was taken, what it holds and what it takes.
  static func taken(_ item: PointItem) -> String {
    "\(item.reference) is taken: \(meaning(item.point.level)), \(item.point.size.approximate)"
  }

  /// What a level means, in words.
  static func meaning(_ level: PointLevel) -> String {
    switch level {
    case .quiesced: "quiesced"
    case .crash: "as after a power cut"
    case .paused: "paused"
    case .off: "off"
    case .unchanged: "off, and unchanged since the one before"
    }
  }

  /// What a level is worth, in words that follow it.
  static func worth(_ level: PointLevel) -> String {
    switch level {
    case .quiesced: "its file systems were at rest"
    case .crash: "as after a power cut, for no agent answered"
    case .paused: "it stood still, as after a power cut"
    case .off: "it was shut off"
    case .unchanged: "it was shut off, and not written to since the one before"
    }
  }

  /// Why one stays, or what it was taken for: the last column of the list.
  static func remark(_ item: PointItem) -> String {
    let point = item.point
    let words = (point.protected ? ["protected"] : []) + point.kept + [point.note].compactMap { $0 }
    return words.isEmpty ? "-" : words.map(Printable.clean).joined(separator: ", ")
  }
}
