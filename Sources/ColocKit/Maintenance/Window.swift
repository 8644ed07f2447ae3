/// A maintenance: when the rack is down, why, who was told, and what became of each VM.
public struct Window: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// How far a window is.
  public enum State: String, Sendable, CaseIterable {
    /// Planned, and nobody was told.
    case draft
    /// Planned, and told as it stands.
    case announced
    /// Told, and changed since.
    case changed
    /// VMs are going down or are down for it.
    case begun
    /// Over.
    case ended
    /// It does not take place.
    case cancelled
  }

  /// Its name.
  public let id: WindowID
  /// How far it is.
  public var state: State
  /// Whether it was planned, or came by itself (a power cut).
  public let planned: Bool
  /// When it begins, or began when it came by itself.
  public var start: Timestamp
  /// How long it is to take, in seconds; nil when nobody knows.
  public var length: Int?
  /// Why, in the owner's words.
  public var reason: String
  /// What tenants are told, by language; the templates have words of their own for a language that is missing.
  public var texts: [Language: String]
  /// When it was planned.
  public let created: Timestamp
  /// How often it changed after people were told: iCalendar's SEQUENCE (RFC 5545, section 3.8.7.4).
  public var sequence: Int
  /// When people were first told; nil before.
  public var announced: Timestamp?
  /// When the first VM was asked to go down, or the cut came; nil before.
  public var begun: Timestamp?
  /// When it was over; nil before.
  public var ended: Timestamp?
  /// What became of each VM; empty before the end.
  public var vms: [OutageEntry]

  /// Makes a window.
  public init(
    id: WindowID,
    state: State = .draft,
    planned: Bool,
    start: Timestamp,
    length: Int?,
    reason: String,
    texts: [Language: String] = [:],
    created: Timestamp,
    sequence: Int = 0,
    announced: Timestamp? = nil,
    begun: Timestamp? = nil,
    ended: Timestamp? = nil,
    vms: [OutageEntry] = []
  ) {
    self.id = id
    self.state = state
    self.planned = planned
    self.start = start
    self.length = length
    self.reason = reason
    self.texts = texts
    self.created = created
    self.sequence = sequence
    self.announced = announced
    self.begun = begun
    self.ended = ended
    self.vms = vms
  }

  /// When it is to be over; nil when nobody knows.
  public var end: Timestamp? { length.map { Timestamp(seconds: start.seconds + Int64($0)) } }

  /// Whether it is neither over nor cancelled.
  public var isOpen: Bool { state != .ended && state != .cancelled }

  /// The window's file.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "id": .text(id), "state": .string(state.rawValue), "planned": .bool(planned),
      "start": .text(start), "length": length.map { .int($0) } ?? .null, "reason": .string(reason),
      "texts": .object(Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, .string($0.value)) })),
      "created": .text(created), "sequence": .int(sequence), "announced": .text(announced), "begun": .text(begun),
      "ended": .text(ended), "vms": .array(vms.map(\.json)),
    ])
  }
}
