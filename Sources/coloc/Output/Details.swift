/// Named values below each other, for one object: `memory   2G`.
struct Details {
  private var lines: [(String, String)] = []

  mutating func add(_ name: String, _ value: (some CustomStringConvertible)?) {
    guard let value else { return }
    lines.append((name, value.description))
  }

  /// One line a value; a value of several lines stays in its column.
  var text: String {
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { name, value in
      let pad = String(repeating: " ", count: width - name.count + 2)
      let indent = "\n" + String(repeating: " ", count: width + 2)
      return name + pad + value.replacing("\n", with: indent) + "\n"
    }.joined()
  }
}
