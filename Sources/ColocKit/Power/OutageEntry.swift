public import Foundation

/// What became of one running domain while the host goes down and comes back.
public struct OutageEntry: Sendable, Equatable {
  /// How it went down.
  public enum Descent: String, Sendable, CaseIterable {
    /// It ran when the list was made; nothing was done yet.
    case pending
    /// It was asked to go down.
    case asked
    /// It went down after it was asked.
    case stopped
    /// Its memory was saved, to go on from there.
    case saved
    /// Its power was cut.
    case killed
    /// Its guest went down by itself, not asked: it stays down.
    case itself
    /// It still ran when its time was over.
    case stayed
    /// It went down with the host: a cut, a crash, or a daemon that forgot how.
    case lost
  }

  /// How it came back.
  public enum Return: String, Sendable, CaseIterable {
    /// It was started.
    case started
    /// It ran already.
    case ran
    /// It is left down: its guest, its tenant's suspension or the owner said so.
    case left
    /// libvirt or the rack does not have it any more.
    case gone
  }

  /// libvirt's UUID.
  public let uuid: UUID
  /// libvirt's name.
  public let name: String
  /// The tenant; nil for a domain that is not coloc's.
  public let tenant: TenantName?
  /// Its place: low numbers go down first and come back last.
  public let order: Int
  /// How it went down.
  public var descent: Descent
  /// When it was first asked.
  public var asked: Timestamp?
  /// When it was seen down.
  public var down: Timestamp?
  /// How it came back; nil as long as it is owed.
  public var back: Return?
  /// When it came back.
  public var up: Timestamp?

  /// Makes an entry of a domain that runs.
  public init(
    uuid: UUID,
    name: String,
    tenant: TenantName?,
    order: Int,
    descent: Descent = .pending,
    asked: Timestamp? = nil,
    down: Timestamp? = nil,
    back: Return? = nil,
    up: Timestamp? = nil
  ) {
    self.uuid = uuid
    self.name = name
    self.tenant = tenant
    self.order = order
    self.descent = descent
    self.asked = asked
    self.down = down
    self.back = back
    self.up = up
  }

  /// An entry of a domain of which only libvirt is known.
  init(_ machine: Machine) {
    self.init(uuid: machine.uuid, name: machine.name, tenant: nil, order: PowerPolicy.standard.order)
  }

  /// The entry as it stands in files.
  public var json: JSONValue {
    .object([
      "uuid": .string(uuid.text), "name": .string(name), "tenant": .text(tenant), "order": .int(order),
      "descent": .string(descent.rawValue), "asked": .text(asked), "down": .text(down), "back": .text(back?.rawValue),
      "up": .text(up),
    ])
  }
}

extension OutageEntry: ReadableRecord {
  /// Reads an entry.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let uuid = record.required("uuid", .uuid)
    let name = record.required("name", .line)
    let tenant = record.nullable("tenant", .parsed(TenantName.self))
    let order = record.required("order", .int(PowerPolicy.orders))
    let descent = record.required("descent", .choice(Descent.self))
    let asked = record.nullable("asked", .parsed(Timestamp.self))
    let down = record.nullable("down", .parsed(Timestamp.self))
    let back = record.nullable("back", .choice(Return.self))
    let up = record.nullable("up", .parsed(Timestamp.self))
    try record.end()
    self.init(
      uuid: try uuid.get(),
      name: try name.get(),
      tenant: try tenant.get(),
      order: try order.get(),
      descent: try descent.get(),
      asked: try asked.get(),
      down: try down.get(),
      back: try back.get(),
      up: try up.get()
    )
  }
}
