import Foundation
import Testing

@testable import ColocKit

/// A running VM that writes, with points in a directory of the test's own, and what each of them must hold.
final class PointBench {
  let test: TestRack
  let images: FakeImages
  let vm: VMRecord
  private let place: TestHome
  /// What the guest had on each disk when a point was taken, by the point's id.
  private(set) var truth: [PointID: [String: [String: String]]] = [:]
  private var number = 0

  init(disks: [String] = ["vda"], agent: Bool = true) async throws {
    place = try TestHome()
    try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: place.path)
    let images = FakeImages()
    self.images = images
    // The reserve of the test rack is 10 GiB: what this machine has free must not matter.
    test = try await TestRack(runner: FakeRunner { try images.run($0) }, points: place.path, diskReserve: .zero)
    vm = try await test.makeVM()
    let paths = try disks.map { disk in
      try test.home.put("disk", at: ".\(disk).qcow2")
      return (disk, "\(test.home.path)/.\(disk).qcow2")
    }
    let uuid = vm.uuid
    await test.host.arrange { host in
      host.domains[uuid]?.points.disks = Dictionary(uniqueKeysWithValues: paths)
      host.domains[uuid]?.state = .running
      host.domains[uuid]?.hasAgent = agent
    }
    images.heal()
    await test.host.heal()
  }

  var directory: PointDirectory { PointDirectory(path: "\(place.path)/\(vm.uuid.text)") }
  func index() throws -> PointIndex { try #require(try test.rack().points(of: vm)) }

  func arrange(_ body: @escaping @Sendable (inout FakeDomain) -> Void) async {
    let uuid = vm.uuid
    await test.host.arrange { host in
      if var domain = host.domains[uuid] {
        body(&domain)
        host.domains[uuid] = domain
      }
    }
  }

  func domain() async throws -> FakeDomain {
    let uuid = vm.uuid
    return try #require(await test.host.arrange { $0.domains[uuid] })
  }

  /// The guest writes: a new value to a block of its own and to one that it writes to each time, on each disk.
  func write() async {
    number += 1
    let number = number
    await arrange { domain in
      for disk in domain.points.disks.keys {
        domain.points.write("\(number)", "\(number)", on: disk)
        domain.points.write("always", "\(number)", on: disk)
      }
    }
  }

  /// Writes and takes a point.
  @discardableResult
  func take(
    _ name: String? = nil,
    protected: Bool = false,
    anew: Bool = false,
    writing: Bool = true
  ) async throws -> PointItem {
    if writing { await write() }
    test.clock.advance(.seconds(60))
    let request = PointRequest(
      vm: vm.name,
      name: try name.map { try PointName(parsing: $0) },
      protected: protected,
      isAnew: anew
    )
    let before = try await domain().points.content
    let item = try await test.rack("coloc snapshot create").takePoint(request)
    remember(item.point, before)
    return item
  }

  private func remember(_ point: Point, _ content: [FakePoints.Block: String]) {
    for disk in point.disks {
      let blocks = content.filter { $0.key.disk == disk.target }.map { ($0.key.name, $0.value) }
      truth[point.id, default: [:]][disk.target] = Dictionary(blocks) { first, _ in first }
    }
  }

  @discardableResult
  func delete(_ point: String, protected: Bool = false) async throws -> Bool {
    let reference = try PointReference(parsing: "\(vm.name)@\(point)")
    return try await test.rack("coloc snapshot delete").deletePoint(reference, protected: protected).isGone
  }

  /// What an interrupted command left is ended, as by the next one.
  func recover() async throws {
    images.heal()
    try await test.recover()
  }

  /// Every point reads as the guest was; nobody is frozen or held; no file is there that no point has.
  func expectSound(_ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation) async throws {
    guard let index = try test.rack().points(of: vm) else {
      // It went wrong before anything was begun.
      #expect(try directory.names().isEmpty, comment, sourceLocation: place)
      return
    }
    for point in index.shown {
      for disk in point.disks {
        let seen = try FakeImages.content(directory.path(of: point.file(disk.target)))
        let had = truth[point.id]?[disk.target]
        if had != nil { #expect(seen == had, comment, sourceLocation: place) }
      }
    }
    let files = index.points.flatMap { point in
      point.disks.map { point.file($0.target) } + [point.definitionFile] + (point.hasNVRAM ? [point.nvramFile] : [])
    }
    #expect(try directory.names() == (files + ["points.json"]).sorted(), comment, sourceLocation: place)
    #expect(index.taking == nil && !index.thawOwed && !index.isHeld, comment, sourceLocation: place)
    let domain = try await domain()
    #expect(!domain.points.isFrozen && domain.points.job == nil, comment, sourceLocation: place)
    try await test.expectTidy(comment, sourceLocation: place)
  }
}
