/// The owner's word that a tenant gets nothing: what was said is kept, nothing is provisioned.
public struct TenantRefusal: Sendable, Equatable {
  /// When it was refused.
  public let since: Timestamp
  /// Why, in the owner's words.
  public let reason: String
  /// The last conversation before it, if there was one: an agreement that replaces the refusal rests on a later one.
  public let conversation: ConversationID?

  /// Makes a record.
  public init(since: Timestamp, reason: String, conversation: ConversationID?) {
    self.since = since
    self.reason = reason
    self.conversation = conversation
  }

  /// The record as it stands in a manifest.
  public var json: JSONValue {
    .object(["since": .text(since), "reason": .string(reason), "conversation": .text(conversation)])
  }
}
