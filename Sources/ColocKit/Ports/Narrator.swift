/// Where words for the person at the terminal go while something is under way; silence in cron.
public protocol Narrator: Sendable {
  /// A line that must be seen also by scripts: a warning, what was recovered.
  func say(_ line: String)
  /// A stage was reached.
  func stage(_ name: String, _ detail: String)
  /// How far a stage with a known end is, in bytes.
  func progress(_ name: String, done: Int64, of total: Int64)
}
