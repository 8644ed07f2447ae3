/// The name that the owner gave a point; unique among the points of its VM.
public struct PointName: Parsed {
  /// What such a value is called.
  public static let noun = "a snapshot's name"
  /// What always means the newest one.
  static let latest = "latest"

  /// The name itself.
  public let description: String

  /// Parses a name by the grammar of VM names; `latest` is no name.
  public init(parsing text: String) throws(ParseFault) {
    guard text != Self.latest else { throw Self.fault(text, "always means the newest one") }
    if let reason = NameGrammar.fault(in: text) { throw Self.fault(text, reason) }
    description = text
  }
}
