public import FoundationEssentials

/// A network filter.
public struct FilterRecord: Sendable, Equatable {
  /// Its UUID.
  public var uuid: UUID
  /// Its name.
  public var name: String

  /// A record with every part given, as a fake in a test needs it.
  public init(uuid: UUID, name: String) {
    self.uuid = uuid
    self.name = name
  }
}
