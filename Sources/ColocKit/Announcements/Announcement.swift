/// What `announce` sends about a window: who is told what by which way, and how far that is.
public struct Announcement: Sendable {
  /// What coloc calls the way of messages that no channel carries.
  public static let byHand = "by-hand"

  /// One message.
  public struct Item: Sendable {
    /// Its name.
    public let id: MessageID
    /// Whom it is for; nil for everybody.
    public let tenant: TenantName?
    /// The channel's name, or `by-hand`.
    public let channel: String
    /// The addresses, as they are read; nil for everybody.
    public let to: String?
    /// Its language; of everybody's text the first one.
    public let language: Language
    /// Its subject.
    public let subject: String
    /// Its text.
    public let text: String
    /// Its calendar; nil where none goes with it.
    public let ics: String?
    /// How far it is.
    public internal(set) var state: OutboxMessage.State
    /// What became of it just now, in words; nil when there is nothing to say.
    public internal(set) var words: String?
    /// What its program is given; nil where there is none.
    let delivery: Delivery?

    /// Whether a channel of today carries it; of one that none carries the owner can only say that it went out.
    public var isCarried: Bool { delivery != nil }

    /// Whether its program is to be run.
    public var isDue: Bool { delivery != nil && (state == .pending || state == .failed) }
  }

  /// The window.
  public let window: Window
  /// What is said about it; nil when there is nothing to say.
  public let kind: NoticeKind?
  /// Why there is nothing to say.
  public let silence: String?
  /// The messages, tenants first.
  public internal(set) var items: [Item]
  /// What the owner should know before.
  public let warnings: [String]
  /// The notice as it is written down.
  let notice: Notice?
  /// The words of the messages that were decided on: sent after all, or to be sent again.
  var decided: Set<MessageID> = []

  /// Whether any program is to be run, or would be if it were known what became of a message.
  public var isDue: Bool { items.contains { $0.isDue || $0.state == .unknown } }

  /// Says that a message went out, or was told by hand.
  ///
  /// - Throws: `Failure(.notFound)`.
  public mutating func markSent(_ id: MessageID) throws(Failure) {
    items[try index(of: id)].state = .sent
    decided.insert(id)
  }

  /// Says that a message is to be sent although nobody knows what became of it.
  ///
  /// - Throws: `Failure(.notFound)`, and `.usage` for one that was sent or that no channel carries.
  public mutating func resend(_ id: MessageID) throws(Failure) {
    let index = try index(of: id)
    guard items[index].delivery != nil else {
      throw Failure(.usage, "no channel carries \(id): tell it by hand", hint: "then: --mark-sent \(id)")
    }
    guard items[index].state != .sent else { throw Failure(.usage, "\(id) was sent: it is not sent twice") }
    items[index].state = .pending
    decided.insert(id)
  }

  private func index(of id: MessageID) throws(Failure) -> Int {
    guard let index = items.firstIndex(where: { $0.id == id }) else {
      throw Failure(
        .notFound,
        "there is no message \(id) in what is said about \(window.id) now",
        hint: "see: coloc maintenance announce \(window.id) --dry-run"
      )
    }
    return index
  }
}

extension Announcement.Item {
  /// The message for scripts.
  public var json: JSONValue {
    .object([
      "id": .text(id), "tenant": .text(tenant), "channel": .string(channel), "to": .text(to),
      "language": .string(language.rawValue), "subject": .string(subject), "text": .string(text), "ics": .text(ics),
      "state": .string(state.rawValue),
    ])
  }
}
