import Foundation
import Testing

@testable import ColocKit

@Suite("Images enter whole or not at all, and stay while a VM stands on them")
struct ImageFaultTests {
  /// A raw disk with a boot sector: no tool is asked about it.
  private func disk(_ test: TestRack) throws -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    (bytes[510], bytes[511]) = (0x55, 0xAA)
    let path = "\(test.home.path)/disk.raw"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  private func take(_ test: TestRack) async throws -> ImageRecord {
    try await test.rack("image import").importImage(
      disk(test),
      os: .debian,
      release: Release(parsing: "13"),
      expected: nil,
      source: "disk.raw",
      reason: nil
    )
  }

  /// Whether the record and the volume of an image of Debian 13 are there.
  private func traces(_ test: TestRack) async throws -> (record: Bool, volume: Bool) {
    let names = await test.host.arrange { Array($0.volumes.keys) }
    let records = try test.rack().state.images.all().filter { $0.release.description == "13" }
    return (!records.isEmpty, names.contains { $0.hasPrefix("image-debian-13") })
  }

  @Test("Every call of the host going wrong during an import", arguments: HostFault.allCases)
  func importFaults(_ fault: HostFault) async throws {
    let healthy = try await TestRack()
    _ = try await take(healthy)
    let calls = await healthy.host.calls
    #expect(!calls.isEmpty)
    for number in 1...calls.count {
      let test = try await TestRack()
      await test.host.fail(call: number, fault)
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(await Failure.of { _ = try await take(test) } != nil, place)
      try await test.recover()
      let (record, volume) = try await traces(test)
      #expect(record == volume, place)
      try await test.expectTidy(place)
      _ = try await take(test)
      #expect(try await traces(test) == (true, true), place)
    }
  }

  @Test("Every call of the host going wrong during a removal", arguments: HostFault.allCases)
  func removeFaults(_ fault: HostFault) async throws {
    let healthy = try await TestRack()
    let name = try await take(healthy).name
    await healthy.host.heal()
    try await healthy.rack("image remove").removeImage(name, reason: nil)
    let calls = await healthy.host.calls
    #expect(!calls.isEmpty)
    for number in 1...calls.count {
      let test = try await TestRack()
      _ = try await take(test)
      await test.host.fail(call: number, fault)
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(await Failure.of { try await test.rack("image remove").removeImage(name, reason: nil) } != nil, place)
      try await test.recover()
      let (record, volume) = try await traces(test)
      #expect(record == volume, place)
      try await test.expectTidy(place)
    }
  }

  @Test("The same image again is there already")
  func again() async throws {
    let test = try await TestRack()
    let first = try await take(test)
    #expect(try await take(test) == first)
    #expect(test.narrator.lines == ["image \(first.name) is there already"])
  }

  @Test("A pool without room: 73 before anything is sent")
  func full() async throws {
    let test = try await TestRack()
    await test.host.arrange { $0.available = .gibibytes(10) }
    #expect(await Failure.of { _ = try await take(test) }?.kind == .cannotCreate)
    #expect(await !test.host.calls.contains("create volume"))
  }

  @Test("An image below a VM stays, the trash included; 75 naming the VM")
  func inUse() async throws {
    let test = try await TestRack()
    let image = try Sample.image()
    func refusal() async -> Failure? {
      // The plan of --dry-run is refused by the same rule.
      let planned = await Failure.of { _ = try test.rack().planRemoveImage(image.name) }
      let failure = await Failure.of { try await test.rack().removeImage(image.name, reason: nil) }
      #expect(planned == failure)
      return failure
    }
    let vm = try await test.makeVM()
    #expect(await refusal()?.kind == .busy)
    _ = try await test.rack().delete(vm.name, reason: nil)
    #expect(await refusal()?.message == "image \(image.name) is in use by velo-web")
    _ = try await test.rack().purge(vm.name, reason: nil)
    #expect(await refusal() == nil)
    #expect(try test.rack().state.images.all().isEmpty)
    #expect(await refusal()?.kind == .notFound)
  }
}
