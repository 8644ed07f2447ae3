/// What stands behind a `${name}` in a template.
public enum TemplateValue: Sendable, Equatable {
  /// A text of one line; no control character at all.
  case string(String)
  /// A text that may hold newlines and tabs, as the content of a file.
  case lines(String)
  /// A list, which a scalar takes only as a whole.
  case list([JSONValue])

  /// A text made from a value's description.
  public static func text(_ value: some CustomStringConvertible) -> TemplateValue { .string(value.description) }

  /// A text made from a value's description, empty where there is none.
  public static func text(optional value: (some CustomStringConvertible)?) -> TemplateValue {
    .string(value?.description ?? "")
  }

  /// A list of texts.
  public static func texts(_ values: [some CustomStringConvertible]) -> TemplateValue {
    .list(values.map { .string($0.description) })
  }

  /// Says what makes the value unfit for a seed, or nil.
  var fault: String? {
    switch self {
    case .string(let text): CloudText.fault(in: text, allowingLines: false)
    case .lines(let text): CloudText.fault(in: text, allowingLines: true)
    case .list(let items): items.lazy.compactMap { CloudText.fault(in: $0) }.first
    }
  }
}
