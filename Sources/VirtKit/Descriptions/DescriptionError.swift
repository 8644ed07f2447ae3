/// An XML document describes something else than expected.
public struct DescriptionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The root element expected.
  public let expected: String
  /// The root element found.
  public let found: String

  /// One sentence without a full stop.
  public var description: String { "the XML describes <\(found)>, not <\(expected)>" }
}
