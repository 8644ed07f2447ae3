/// A piece of a document that was read, JSON or YAML, with the line where it stands.
public struct DocumentNode: Sendable, Equatable {
  /// What a node holds.
  public enum Content: Sendable, Equatable {
    /// Nothing: JSON's null, YAML's empty value or `~`.
    case null
    /// true or false.
    case bool(Bool)
    /// A whole number that fits 64 bits.
    case int(Int64)
    /// Any other number, as it is written: a fraction, an exponent, too many digits, YAML's octal and base 60.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([DocumentNode])
    /// Named values in the order of the file, duplicates kept.
    case object([Member])
  }

  /// A name and its value.
  public struct Member: Sendable, Equatable {
    /// The name.
    public let key: String
    /// The line of the name, from 1.
    public let line: Int
    /// The value.
    public let value: DocumentNode

    /// Makes a member.
    public init(key: String, line: Int, value: DocumentNode) {
      self.key = key
      self.line = line
      self.value = value
    }
  }

  /// What it holds.
  public let content: Content
  /// Where it begins, from 1.
  public let line: Int
  /// The text of an unquoted YAML scalar: what was typed, whatever YAML makes of it; nil everywhere else.
  public let plain: String?

  /// Makes a node.
  public init(_ content: Content, line: Int, plain: String? = nil) {
    self.content = content
    self.line = line
    self.plain = plain
  }

  /// What the node is, in words with an article.
  public var noun: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .int, .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
