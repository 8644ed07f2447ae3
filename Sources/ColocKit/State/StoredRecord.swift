/// A record that has a file of its own.
protocol StoredRecord: ReadableRecord, Sendable, Equatable {
  /// What such a record is called, with its article.
  static var noun: String { get }
  /// The field that must agree with the file's name, as a path from the root.
  static var keyPath: [String] { get }
  /// The file's name without `.json`.
  var stem: String { get }
  /// The file's content.
  var document: JSONValue { get }
}
