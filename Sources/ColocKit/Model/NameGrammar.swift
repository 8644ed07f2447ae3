/// The closed grammar of names that become host names, libvirt names and file names.
///
/// `^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$`, not digits only: a subset of RFC 1123's labels, so that no name can ever be
/// `.`, `..`, an option or a path (libvirt 9.0 loses data over a domain named `.`).
enum NameGrammar {
  static let maximumLength = 40

  /// Says what is wrong with `text` as a name, or nil when it is one.
  static func fault(in text: String) -> String? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return "is empty" }
    guard bytes.count <= maximumLength else { return "is longer than \(maximumLength) characters" }
    guard bytes.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }) else {
      return "may hold only a-z, 0-9 and - (lower case, no dot)"
    }
    guard let first = bytes.first, let last = bytes.last, isLetterOrDigit(first), isLetterOrDigit(last) else {
      return "may not begin or end with -"
    }
    guard bytes.contains(where: { !isDigit($0) }) else { return "may not be digits only" }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
