import Mustache

/// The content type of mails and terminals: nothing is escaped as for HTML, control and bidirectional characters in
/// values are replaced.
struct PlainText: MustacheContentType {
  /// The name behind `CONTENT_TYPE:` in a template.
  static let name = "PLAIN"

  func escapeText(_ text: String) -> String { Printable.clean(text) }

  /// Makes the name known to the engine, once.
  static let register: Void = MustacheContentTypes.register(PlainText(), named: name)
}
