public import FoundationEssentials

/// A job of a domain ended: a backup, a migration, a save.
public struct JobEvent: Sendable, Equatable {
  /// The domain's UUID.
  public var uuid: UUID
  /// The domain's name.
  public var name: String
  /// How it ended.
  public var result: JobResult

  /// An event with every part given, as a fake in a test needs it.
  public init(uuid: UUID, name: String, result: JobResult) {
    self.uuid = uuid
    self.name = name
    self.result = result
  }
}
