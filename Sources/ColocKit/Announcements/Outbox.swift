/// What was sent about one maintenance window, and what became of each message. No address and no tenant's text stands
/// in it.
public struct Outbox: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// The window.
  public let window: WindowID
  /// What people were told, oldest first.
  public var notices: [Notice]

  /// Makes an outbox.
  public init(window: WindowID, notices: [Notice] = []) {
    self.window = window
    self.notices = notices
  }

  /// The outbox's file.
  public var json: JSONValue {
    .object(["schema": .int(Self.schema), "window": .text(window), "notices": .array(notices.map(\.json))])
  }
}

/// One thing that people were told about a window, with the window as it was then.
public struct Notice: Sendable, Equatable {
  /// What it says.
  public let kind: NoticeKind
  /// The window's sequence then.
  public let sequence: Int
  /// When it was drawn up: iCalendar's DTSTAMP (RFC 5545, section 3.8.7.2).
  public let at: Timestamp
  /// When the window begins.
  public let start: Timestamp
  /// How long it is to take, in seconds; nil when nobody knows.
  public let length: Int?
  /// What everybody reads, whole, by language.
  public let words: [Language: NoticeWords]
  /// Its messages.
  public var messages: [OutboxMessage]

  /// The notice as it stands in files.
  var json: JSONValue {
    .object([
      "kind": .string(kind.rawValue), "sequence": .int(sequence), "at": .text(at), "start": .text(start),
      "length": length.map { .int($0) } ?? .null,
      "words": .object(Dictionary(uniqueKeysWithValues: words.map { ($0.key.rawValue, $0.value.json) })),
      "messages": .array(messages.map(\.json)),
    ])
  }

  /// Whether no program was started for it: then it can be drawn up anew.
  var isUntouched: Bool { messages.allSatisfy { $0.state == .pending || $0.state == .byHand } }
}

/// A subject and a text.
public struct NoticeWords: Sendable, Equatable {
  /// The subject, one line.
  public let subject: String
  /// The text, with a newline at the end.
  public let text: String

  /// The words as they stand in files.
  var json: JSONValue { .object(["subject": .string(subject), "text": .string(text)]) }
}

/// One message of a notice.
public struct OutboxMessage: Sendable, Equatable {
  /// What became of a message.
  public enum State: String, Sendable, CaseIterable {
    /// Nothing was tried.
    case pending
    /// Its program was started; found by a later command: nobody knows what became of it.
    case sending
    /// Its program took it.
    case sent
    /// Its program said that it did not go out.
    case failed
    /// It may have gone out or not.
    case unknown
    /// No channel carries it: the owner tells it himself.
    case byHand
  }

  /// Its name.
  public let id: MessageID
  /// The channel's name.
  public let channel: String
  /// Whom it is for; nil for everybody.
  public let tenant: TenantName?
  /// What became of it.
  public var state: State
  /// Since when.
  public var at: Timestamp

  /// The message as it stands in files.
  var json: JSONValue {
    .object([
      "id": .text(id), "channel": .string(channel), "tenant": .text(tenant), "state": .string(state.rawValue),
      "at": .text(at),
    ])
  }
}
