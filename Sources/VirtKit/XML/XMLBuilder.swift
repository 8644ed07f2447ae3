/// Lets an element list its children, optional ones and loops included.
@resultBuilder
public enum XMLBuilder {
  /// One child.
  public static func buildExpression(_ element: XMLElement) -> [XMLElement] { [element] }

  /// A child that may be absent.
  public static func buildExpression(_ element: XMLElement?) -> [XMLElement] { element.map { [$0] } ?? [] }

  /// Children made elsewhere.
  public static func buildExpression(_ elements: [XMLElement]) -> [XMLElement] { elements }

  /// All of a block.
  public static func buildBlock(_ parts: [XMLElement]...) -> [XMLElement] { parts.flatMap(\.self) }

  /// An `if` without an `else`.
  public static func buildOptional(_ part: [XMLElement]?) -> [XMLElement] { part ?? [] }

  /// The first branch of an `if`.
  public static func buildEither(first part: [XMLElement]) -> [XMLElement] { part }

  /// The second branch of an `if`.
  public static func buildEither(second part: [XMLElement]) -> [XMLElement] { part }

  /// A loop.
  public static func buildArray(_ parts: [[XMLElement]]) -> [XMLElement] { parts.flatMap(\.self) }
}
