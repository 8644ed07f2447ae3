/// What was said with a tenant, where and when: nothing is provisioned before one.
public struct Conversation: Sendable, Equatable {
  /// The number within the tenant, written `c1`, `c2`, …
  public let id: ConversationID
  /// The day on which it took place.
  public let date: CalendarDate
  /// Where it took place.
  public let channel: Channel
  /// What was said, in the owner's words.
  public let summary: String
  /// When it was recorded.
  public let recorded: Timestamp

  /// Makes a note of a conversation.
  public init(id: ConversationID, date: CalendarDate, channel: Channel, summary: String, recorded: Timestamp) {
    self.id = id
    self.date = date
    self.channel = channel
    self.summary = summary
    self.recorded = recorded
  }

  /// The conversation as it stands in a manifest.
  public var json: JSONValue {
    .object([
      "id": .text(id), "date": .text(date), "channel": .string(channel.rawValue), "summary": .string(summary),
      "recorded": .text(recorded),
    ])
  }
}
