/// Rows below headers, each column as wide as it must be; the last one is cut where the terminal ends.
struct Table {
  let headers: [String]
  var rows: [[String]] = []

  /// The table for a terminal of `width` columns; nil never cuts.
  func text(width: Int?) -> String {
    let widths = headers.indices.map { column in
      ([headers[column]] + rows.map { $0[column] }).map(\.count).max() ?? 0
    }
    return ([headers] + rows).map { line($0, widths, limit: width) + "\n" }.joined()
  }

  private func line(_ cells: [String], _ widths: [Int], limit: Int?) -> String {
    let padded = cells.indices.map { index in
      index == cells.indices.last
        ? cells[index] : cells[index] + String(repeating: " ", count: max(0, widths[index] - cells[index].count))
    }
    let line = padded.joined(separator: "  ")
    guard let limit, line.count > limit, limit > 1 else { return line.trimmedRight }
    return line.prefix(limit - 1) + "…"
  }
}

extension String {
  fileprivate var trimmedRight: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
