/// One attribute of an XML element.
public struct XMLAttribute: Sendable, Hashable {
  /// The name without its prefix.
  public var name: String
  /// The value, not yet escaped.
  public var value: String
  /// The prefix as written.
  public var prefix: String?
  /// The namespace's URI.
  public var namespace: String?

  /// An attribute without a namespace, as nearly all are.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
