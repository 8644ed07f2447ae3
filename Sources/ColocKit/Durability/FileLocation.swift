/// A path cut into the directory and the name inside it: every durable change happens inside an open directory.
struct FileLocation: Sendable, Equatable {
  /// The directory; `.` when the path names none.
  let directory: String
  /// The name inside it.
  let name: String

  /// Cuts a path at its last slash.
  init(_ path: String) {
    guard let slash = path.lastIndex(of: "/") else {
      directory = "."
      name = path
      return
    }
    name = String(path[path.index(after: slash)...])
    directory = slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
