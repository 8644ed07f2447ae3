/// What a directory of records holds: those that can be used and those that cannot.
public struct Records<Record: Sendable>: Sendable {
  /// The records, in the order of their files' names.
  public let records: [Record]
  /// The files that cannot be used.
  public let unreadable: [UnreadableRecord]

  /// The records, where one that cannot be read must not be overlooked; throws the failures of all such files.
  func whole() throws(Failure) -> [Record] {
    guard let first = unreadable.first else { return records }
    guard unreadable.count > 1 else { throw first.failure }
    let message = unreadable.map(\.failure.message).joined(separator: "\n")
    throw Failure(first.failure.kind, message, hints: unreadable.flatMap(\.failure.hints))
  }
}
