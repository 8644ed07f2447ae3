public import Foundation

/// All points of one VM, and what is owed to it: the one file that says which of the others belong together.
///
/// Points form a tree: after a revert, one can have several that stand on it.
public struct PointIndex: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// libvirt's UUID of the VM.
  public let vm: UUID
  /// The rack it belongs to.
  public let rack: UUID
  /// The VM's name when it was last written: for people and for restores elsewhere.
  public var name: VMName
  /// The point that the live disk descends from; nil before the first.
  public var head: PointID?
  /// The sequence of the point taken last.
  public var sequence: Int
  /// The points, oldest first.
  public var points: [Point]
  /// The point that is being taken; on the disk before its first side effect.
  public var taking: Point?
  /// Whether the guest's file systems may be frozen; on the disk before they are.
  public var thawOwed: Bool
  /// Whether the VM was started for a point only, paused, and must be ended again.
  public var isHeld: Bool

  /// Makes an index.
  public init(
    vm: UUID,
    rack: UUID,
    name: VMName,
    head: PointID? = nil,
    sequence: Int = 0,
    points: [Point] = [],
    taking: Point? = nil,
    thawOwed: Bool = false,
    isHeld: Bool = false
  ) {
    self.vm = vm
    self.rack = rack
    self.name = name
    self.head = head
    self.sequence = sequence
    self.points = points
    self.taking = taking
    self.thawOwed = thawOwed
    self.isHeld = isHeld
  }

  /// What people see: without those on their way out.
  public var shown: [Point] { points.filter { $0.state == .ok } }

  /// A point by its id.
  public subscript(_ id: PointID?) -> Point? { points.first { $0.id == id } }

  /// The points that stand directly on one.
  func children(of id: PointID) -> [Point] { points.filter { $0.parent == id } }

  /// The point that is meant; nil when there is none, or when it is on its way out.
  public func point(_ which: PointReference.Which) -> Point? {
    switch which {
    case .latest: shown.max { $0.sequence < $1.sequence }
    case .id(let id): shown.first { $0.id == id }
    case .name(let name): shown.first { $0.name == name }
    }
  }

  /// The first id of a moment that no point has.
  func freeID(at time: Timestamp) -> PointID {
    var number = 1
    while self[PointID(time, number: number)] != nil { number += 1 }
    return PointID(time, number: number)
  }

  /// Whether an interrupted command left something to be ended.
  var isOwing: Bool { taking != nil || thawOwed || isHeld || points.contains { $0.state != .ok } }

  /// Changes one point.
  mutating func change(_ id: PointID, _ body: (inout Point) -> Void) {
    guard let place = points.firstIndex(where: { $0.id == id }) else { return }
    body(&points[place])
  }
}

extension PointIndex: StoredRecord {
  static let stem = "points"
  static var noun: String { "the index of a VM's snapshots" }
  static var keyPath: [String] { ["record"] }
  var stem: String { Self.stem }
  var document: JSONValue {
    .object([
      "schema": .int(Self.schema), "record": .string(Self.stem), "vm": .string(vm.text), "rack": .string(rack.text),
      "name": .text(name), "head": .text(head), "sequence": .int(sequence),
      "points": .array(points.map(\.record)), "taking": taking?.record ?? .null, "thawOwed": .bool(thawOwed),
      "held": .bool(isHeld),
    ])
  }

  /// Reads an index; the head and what points stand on must be there.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let stem = record.required("record", .line)
    let vm = record.required("vm", .uuid)
    let rack = record.required("rack", .uuid)
    let name = record.required("name", .parsed(VMName.self))
    let head = record.nullable("head", .parsed(PointID.self))
    let sequence = record.required("sequence", .int(0...Int(Int32.max)))
    let points = record.required("points", .records(Point.self, distinct: ["id", "name", "sequence"]))
    let taking = record.nullable("taking", .record(Point.self))
    let thawOwed = record.required("thawOwed", .bool)
    let isHeld = record.required("held", .bool)
    if case .success(let stem) = stem, stem != Self.stem { record.fault("record", "is not \(Self.stem)") }
    if case .success(let points) = points {
      let known = Dictionary(points.map { ($0.id, $0) }) { first, _ in first }
      if case .success(let head?) = head, known[head] == nil { record.fault("head", "is none of the points") }
      for point in points {
        if let parent = point.parent, known[parent] == nil {
          record.fault("points", "\(point.id) stands on \(parent), which is not there")
        }
        // Whoever removes what it stands on must find it there.
        for disk in point.disks where !disk.isWhole && point.parent.flatMap({ known[$0]?.disk(disk.target) }) == nil {
          record.fault("points", "\(disk.target) of \(point.id) is not whole, and stands on nothing")
        }
      }
    }
    try record.end()
    self.init(
      vm: try vm.get(),
      rack: try rack.get(),
      name: try name.get(),
      head: try head.get(),
      sequence: try sequence.get(),
      points: try points.get(),
      taking: try taking.get(),
      thawOwed: try thawOwed.get(),
      isHeld: try isHeld.get()
    )
  }
}
