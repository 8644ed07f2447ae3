/// What a server's headers say about the size of a whole file, read a line at a time as curl dumps them.
struct TransferSize {
  /// The size of the whole file, once a response says it.
  private(set) var total: Int64?
  private var status = 0

  /// Takes one line. Only the response that carries the file counts, not a redirect before it (RFC 9110).
  mutating func take(_ line: String) {
    let line = line.trimmingPrefix("\r").prefix { $0 != "\r" && $0 != "\r\n" }
    if line.hasPrefix("HTTP/") {
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      total = nil
      return
    }
    let field = line.split(separator: ":", maxSplits: 1)
    guard field.count == 2 else { return }
    let value = field[1].drop { $0 == " " }
    switch (status, field[0].lowercased()) {
    case (200, "content-length"): total = Self.size(value)
    case (206, "content-range"): total = value.split(separator: "/").last.flatMap(Self.size)
    default: break
    }
  }

  private static func size(_ text: Substring) -> Int64? {
    guard let size = Int64(text), (0...ByteCount.largest.bytes).contains(size) else { return nil }
    return size
  }
}
