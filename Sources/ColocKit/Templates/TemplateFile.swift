/// The text of a template and where it was found.
public struct TemplateFile: Sendable, Equatable {
  /// The path on disk, or `(built in)/NAME`; stands in messages.
  public let path: String
  /// The whole text.
  public let text: String

  /// Makes a template's text.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
