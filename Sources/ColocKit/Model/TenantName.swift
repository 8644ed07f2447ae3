/// The short name of a tenant, and of its manifest's file.
public struct TenantName: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a tenant name"

  /// The name itself.
  public let description: String

  /// Parses a name by the closed grammar `^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$`, not digits only.
  public init(parsing text: String) throws(ParseFault) {
    if let reason = NameGrammar.fault(in: text) { throw Self.fault(text, reason) }
    description = text
  }

  /// Orders names by their bytes.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
