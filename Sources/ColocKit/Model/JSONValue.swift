/// A JSON value (RFC 8259) as coloc writes it: integers only, keys sorted, made for git and for eyes.
public enum JSONValue: Sendable, Equatable {
  /// null: what is absent.
  case null
  /// true or false.
  case bool(Bool)
  /// A whole number; sizes are bytes.
  case int(Int64)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Named values; written sorted by name.
  case object([String: JSONValue])

  /// A text made from a value's description.
  public static func text(_ value: some CustomStringConvertible) -> JSONValue { .string(value.description) }

  /// A text made from a value's description, or null.
  public static func text(_ value: (some CustomStringConvertible)?) -> JSONValue {
    value.map { .string($0.description) } ?? .null
  }

  /// A whole number.
  public static func int(_ value: Int) -> JSONValue { .int(Int64(value)) }

  /// A list of texts.
  public static func texts(_ values: [some CustomStringConvertible]) -> JSONValue {
    .array(values.map { .string($0.description) })
  }

  /// Looks a name up in an object.
  public subscript(_ name: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields[name]
  }
}
