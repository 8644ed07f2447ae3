/// A file of SHA-512 digests as a publisher wrote it; nothing of it is believed beyond the one line that is looked for.
struct SumList {
  private let lines: [[UInt8]]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
      line.last == UInt8(ascii: "\r") ? Array(line.dropLast()) : Array(line)
    }
  }

  /// The digest of a file: from its line in a list ("DIGEST  NAME", or "DIGEST *NAME" for sha512sum's binary mode), nil
  /// when no line names exactly this file or two lines disagree.
  func digest(of name: String) -> Digest? {
    let name = Array(name.utf8)
    let found = lines.compactMap { line -> Digest? in
      guard line.count == 128 + 2 + name.count, line[128] == UInt8(ascii: " "),
        line[129] == UInt8(ascii: " ") || line[129] == UInt8(ascii: "*"), line[130...].elementsEqual(name)
      else { return nil }
      return Digest(String(decoding: line[..<128], as: UTF8.self))
    }
    guard let first = found.first, found.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The digest that is all there is, as in Alpine's .sha512; nil when there is anything else.
  var onlyDigest: Digest? {
    guard lines.count == 1, let line = lines.first else { return nil }
    return Digest(String(decoding: line.reversed().drop { $0 == UInt8(ascii: " ") }.reversed(), as: UTF8.self))
  }
}
