/// A way to reach a tenant: `KIND:ADDRESS`, as `email:contact@velo.example` or `matrix:@ana:velo.example`.
public struct Contact: Parsed {
  /// The kinds of contact that coloc knows.
  public enum Kind: String, Sendable, CaseIterable {
    /// An electronic mail address (RFC 5322 addr-spec without comments or quotes).
    case email
    /// A Matrix user, `@user:server`.
    case matrix
    /// An XMPP address, `user@server` (RFC 7622).
    case xmpp
    /// A Fediverse account, `@user@server`.
    case fediverse
    /// A telephone number.
    case phone
  }

  /// What such a value is called.
  public static let noun = "a contact"

  /// How the tenant is reached.
  public let kind: Kind
  /// The address in that kind's own form.
  public let address: String

  /// Parses `KIND:ADDRESS`; the address has no spaces, controls, quotes or angle brackets.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Self.fault(text, "does not begin with one of \(kinds) and a colon")
    }
    let address = String(parts[1])
    guard (1...254).contains(address.utf8.count),
      !address.unicodeScalars.contains(where: { Printable.isDangerous($0) || " \"<>,;\\()".unicodeScalars.contains($0) }
      )
    else { throw Self.fault(text, "has an address that is empty, too long or holds a space, quote or control") }
    guard kind.accepts(address) else { throw Self.fault(text, "has no address like \(kind.example)") }
    self.kind = kind
    self.address = address
  }

  /// The contact as it is typed.
  public var description: String { "\(kind.rawValue):\(address)" }
}

extension Contact.Kind {
  fileprivate var example: String {
    switch self {
    case .email: "contact@velo.example"
    case .matrix: "@ana:velo.example"
    case .xmpp: "ana@velo.example"
    case .fediverse: "@ana@velo.example"
    case .phone: "+33612345678"
    }
  }

  fileprivate func accepts(_ address: String) -> Bool {
    switch self {
    case .email, .xmpp: Self.pair(address[...], "@")
    // The server may have a port behind another colon.
    case .matrix: address.first == "@" && Self.pair(address.dropFirst(), ":", maxSplits: 1)
    case .fediverse: address.first == "@" && Self.pair(address.dropFirst(), "@")
    case .phone:
      address.drop { $0 == "+" }.count >= 3 && address.allSatisfy { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
    }
  }

  private static func pair(_ text: Substring, _ separator: Character, maxSplits: Int = .max) -> Bool {
    let parts = text.split(separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.first != "-" }
  }
}
