internal import ColocKit

/// A finding for people: code, object and message in lines of 80 columns, the cure below, uncut, for it is pasted.
struct FindingLines {
  private static let width = 80

  let finding: Finding

  init(_ finding: Finding) { self.finding = finding }

  var text: String {
    let head = finding.severity == .error ? "error: " : ""
    let words = "\(head)\(finding.code.rawValue)  \(finding.object): \(finding.message)"
    var lines: [String] = []
    for word in words.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + 1 + word.count <= Self.width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(lines.isEmpty ? String(word) : "  \(word)")
      }
    }
    if let cure = finding.cure { lines.append("    " + cure) }
    return lines.map { $0 + "\n" }.joined()
  }
}
