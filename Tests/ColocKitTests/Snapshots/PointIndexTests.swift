import Foundation
import Testing

@testable import ColocKit

@Suite struct PointIndexTests {
  private static func point(_ number: Int, parent: Int? = nil, name: String? = nil) throws -> Point {
    func id(_ number: Int) -> PointID { PointID(Timestamp(seconds: 1_793_650_500 + Int64(number) * 60), number: 1) }
    return Point(
      id: id(number),
      name: try name.map { try PointName(parsing: $0) },
      sequence: number,
      created: Timestamp(seconds: 1_793_650_500 + Int64(number) * 60),
      level: .quiesced,
      parent: parent.map(id),
      disks: [
        PointDisk(
          target: "vda",
          capacity: .gibibytes(3),
          size: .mebibytes(2),
          digest: try Digest(parsing: String(repeating: "3f9a1c2b", count: 16)),
          isWhole: parent == nil,
          source: "/var/lib/libvirt/images/coloc/a.qcow2",
          stamp: "1:2:3:4.5"
        )
      ],
      checkpoint: Point.checkpoint(of: id(number)),
      hasNVRAM: true,
      protected: true,
      note: "bookworm → trixie",
      kept: ["daily"],
      state: .ok
    )
  }

  private static func index() throws -> PointIndex {
    let points = [try point(1, name: "first"), try point(2, parent: 1)]
    return PointIndex(
      vm: try Sample.uuid(1),
      rack: try Sample.uuid(99),
      name: try VMName(parsing: "velo-web"),
      head: points[1].id,
      sequence: 3,
      points: points,
      taking: try point(3, parent: 2),
      thawOwed: true,
      isHeld: true
    )
  }

  private func read(_ json: JSONValue) throws -> PointIndex {
    try PointIndex(json: Array(json.pretty.utf8), file: "points.json")
  }

  @Test func readsBackAsWritten() throws {
    let index = try Self.index()
    #expect(try read(index.document) == index)
    let empty = PointIndex(vm: index.vm, rack: index.rack, name: index.name)
    #expect(try read(empty.document) == empty)
  }

  @Test func aTreeWithAHoleIsRefused() throws {
    var index = try Self.index()
    index.points.removeFirst()
    let fault = #expect(throws: InvalidDocument.self) { try read(index.document) }
    #expect(fault?.faults.first?.reason.contains("stands on 20261102T") == true)
    index.points = []
    #expect(throws: InvalidDocument.self) { try read(index.document) }
  }

  @Test func aDiskThatStandsOnNothingIsRefused() throws {
    var index = try Self.index()
    index.points[0].disks = []
    let fault = #expect(throws: InvalidDocument.self) { try read(index.document) }
    #expect(fault?.faults.first?.reason.contains("is not whole, and stands on nothing") == true)
  }

  @Test func aDeviceThatCouldBeAPathIsRefused() throws {
    var index = try Self.index()
    index.points[0].disks = [
      PointDisk(target: "../vda", capacity: .gibibytes(1), isWhole: true, source: "/x")
    ]
    let fault = #expect(throws: InvalidDocument.self) { try read(index.document) }
    #expect(fault?.faults.first?.reason == "is no device as vda")
  }

  @Test func findsWhatIsMeant() throws {
    var index = try Self.index()
    #expect(index.point(.latest)?.sequence == 2)
    #expect(index.point(.name(try PointName(parsing: "first")))?.sequence == 1)
    #expect(index.point(.id(index.points[0].id))?.sequence == 1)
    index.points[1].state = .removing
    #expect(index.point(.latest)?.sequence == 1)
    #expect(index.point(.id(index.points[1].id)) == nil)
  }

  @Test func twoOfOneSecondHaveTwoIDs() throws {
    let index = try Self.index()
    #expect(index.freeID(at: index.points[0].created).description == "\(index.points[0].id)-2")
  }
}
