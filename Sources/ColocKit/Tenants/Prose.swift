/// Free text that the owner types: one line, nothing that could move a cursor.
public enum Prose {
  /// Throws `usage` for a text that is empty, too long or not one plain line; `what` names it.
  public static func check(_ text: String, what: String, limit: Int) throws(Failure) {
    guard !text.allSatisfy(\.isWhitespace) else { throw Failure(.usage, "\(what) may not be empty") }
    guard text.count <= limit else { throw Failure(.usage, "\(what) has at most \(limit) characters") }
    guard !text.unicodeScalars.contains(where: Printable.isDangerous) else {
      throw Failure(.usage, "\(what) is one line without control or direction characters")
    }
  }
}
