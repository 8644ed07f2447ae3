extension Printable {
  /// The beginning of a text, cleaned: enough to recognise it in a sentence.
  static func excerpt(_ text: String) -> String {
    let limit = 80
    return clean(text.count > limit ? text.prefix(limit) + "…" : text)
  }
}
