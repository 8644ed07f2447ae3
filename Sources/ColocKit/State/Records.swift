/// What a directory of records holds: those that can be used and those that cannot.
public struct Records<Record: Sendable>: Sendable {
  /// The records, in the order of their files' names.
  public let records: [Record]
  /// The files that cannot be used.
  public let unreadable: [UnreadableRecord]
}
