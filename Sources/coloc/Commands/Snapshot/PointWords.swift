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

  /// Why one stays, or what it was taken for: the last column of the list.
  static func remark(_ item: PointItem) -> String {
    let point = item.point
    let words = (point.protected ? ["protected"] : []) + point.kept + [point.note].compactMap { $0 }
    return words.isEmpty ? "-" : words.map(Printable.clean).joined(separator: ", ")
  }
}
