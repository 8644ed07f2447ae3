public import Foundation

/// The host on its way down, down, or on its way back: the domains that ran, on disk before the first is asked to stop,
/// and consumed one by one as they come back.
public struct Outage: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// What brought it about.
  public enum Cause: String, Sendable, CaseIterable {
    /// A maintenance window: `maintenance end` brings the domains back.
    case window
    /// The host's own shutdown, or the UPS: `power up` brings them back.
    case power
    /// A cut: what came to run is decided by each VM's policy, and `power up` brings it back.
    case cut
  }

  /// What brought it about.
  public let cause: Cause
  /// The window; nil for another cause.
  public let window: WindowID?
  /// Why, in the owner's words.
  public let reason: String?
  /// When the list was made.
  public let began: Timestamp
  /// Whether the domains are being brought back.
  public var rising: Bool
  /// The boot of the host in which domains were last brought down or back; nil when it was not known.
  public var boot: UUID?
  /// coloc's VMs that libvirt starts with its daemon: not as long as this is open.
  public var autostart: [UUID]
  /// The domains that ran, coloc's and others, in the order in which they go down.
  public var entries: [OutageEntry]

  /// Makes a record.
  public init(
    cause: Cause,
    window: WindowID? = nil,
    reason: String?,
    began: Timestamp,
    rising: Bool = false,
    boot: UUID? = nil,
    autostart: [UUID] = [],
    entries: [OutageEntry]
  ) {
    self.cause = cause
    self.window = window
    self.reason = reason
    self.began = began
    self.rising = rising
    self.boot = boot
    self.autostart = autostart
    self.entries = entries
  }

  /// The domains that are still to come back.
  public var owed: [OutageEntry] { entries.filter { $0.back == nil } }

  /// The record as another boot of the host finds it: what had come back before is down again, and owed once more.
  ///
  /// What `isLeft` names the owner stopped since.
  func seen(inBoot boot: UUID, isLeft: (OutageEntry) -> Bool) -> Outage {
    guard let known = self.boot, known != boot else { return self }
    var outage = self
    outage.boot = boot
    for index in entries.indices where [.started, .ran].contains(entries[index].back) && !isLeft(entries[index]) {
      (outage.entries[index].back, outage.entries[index].up) = (nil, nil)
    }
    return outage
  }

  /// The record's file.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "record": .string(Self.stem), "cause": .string(cause.rawValue),
      "window": .text(window), "reason": .text(reason), "began": .text(began), "rising": .bool(rising),
      "boot": .text(boot?.text), "autostart": .texts(autostart.map(\.text)),
      "entries": .array(entries.map(\.json)),
    ])
  }
}

extension Outage: ReadableRecord {
  /// Reads the record; one of a window names it.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let name = record.required("record", .line)
    let cause = record.required("cause", .choice(Cause.self))
    let window = record.nullable("window", .parsed(WindowID.self))
    let reason = record.nullable("reason", .line)
    let began = record.required("began", .parsed(Timestamp.self))
    let rising = record.required("rising", .bool)
    // Younger than the shape: a record that was open when coloc was renewed has none.
    let boot = record.optional("boot", .uuid)
    let autostart = record.required("autostart", .list(.uuid))
    let entries = record.required("entries", .records(OutageEntry.self, distinct: ["uuid"]))
    if case .success(let name) = name, name != Self.stem { record.fault("record", "is not \(Self.stem)") }
    if case .success(.window) = cause, case .success(nil) = window {
      record.fault("window", "must be there for the cause window")
    }
    try record.end()
    self.init(
      cause: try cause.get(),
      window: try window.get(),
      reason: try reason.get(),
      began: try began.get(),
      rising: try rising.get(),
      boot: try boot.get(),
      autostart: try autostart.get(),
      entries: try entries.get()
    )
  }
}

extension Outage: StoredRecord {
  static let stem = "outage"
  static var noun: String { "the record of an outage" }
  static var keyPath: [String] { ["record"] }
  var stem: String { Self.stem }
  var document: JSONValue { json }
}
