/// One thing that is wrong in a document.
public struct Fault: Sendable, Equatable {
  /// The field, as `vms[0].memory`; empty for the document as a whole.
  public let path: String
  /// The line where it stands, from 1.
  public let line: Int
  /// What is wrong and what would be right.
  public let reason: String

  /// Makes a fault.
  public init(path: String, line: Int, reason: String) {
    self.path = path
    self.line = line
    self.reason = reason
  }
}
