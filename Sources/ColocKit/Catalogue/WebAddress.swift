/// The address of a file or directory on a web server, without a slash at its end.
public struct WebAddress: Parsed {
  /// What such a value is called.
  public static let noun = "a web address"

  /// The address as it is handed to curl.
  public let description: String

  /// Parses `https://HOST[:PORT]/PATH` or the same with `http://`; refused are accounts, queries, fragments and whatever
  /// is not plain ASCII, because the address stands in process lists, records and on terminals.
  public init(parsing text: String) throws(ParseFault) {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else {
      throw Self.fault(text, "begins with neither https:// nor http://")
    }
    let rest = text.dropFirst(scheme.count)
    guard let first = rest.utf8.first, Self.isName(first) || first == UInt8(ascii: "[") else {
      throw Self.fault(text, "names no host")
    }
    guard !rest.prefix(while: { $0 != "/" }).contains("@") else {
      throw Self.fault(text, "holds an account; what is in an address is seen by everybody")
    }
    guard rest.utf8.allSatisfy({ Self.isName($0) || "-._~/:%+@,=[]".utf8.contains($0) }) else {
      throw Self.fault(text, "holds a character that is none of A-Z a-z 0-9 - . _ ~ / : % + @ , = [ ]")
    }
    guard !rest.split(separator: "/", omittingEmptySubsequences: false).contains(where: { $0 == "." || $0 == ".." })
    else { throw Self.fault(text, "holds . or .. as a part of its path") }
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    description = address
  }

  private init(_ description: String) { self.description = description }

  /// Whether it says itself that it goes without encryption: only then curl may, also after a redirect.
  public var allowsHTTP: Bool { description.hasPrefix("http://") }

  /// The address of what lies below it; `path` comes from a parser of its own.
  func appending(_ path: String) -> WebAddress { path.isEmpty ? self : WebAddress("\(description)/\(path)") }

  /// The address of a directory as servers want it.
  var withSlash: WebAddress { WebAddress("\(description)/") }

  private static func isName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
