import Crypto
import Foundation
import Testing

@testable import ColocKit

@Suite("An image is pulled once, whole, and as its publisher says")
struct PullTests {
  private static let debian = "https://cloud.debian.org/images/cloud/trixie/latest/"
  private static let alpine = "https://dl-cdn.alpinelinux.org/alpine/v3.22/releases/cloud/"

  private let publisher = FakePublisher()

  private func rack(
    signature: @escaping @Sendable (Program) -> ProgramResult = { _ in FakeRunner.exited(2) }
  ) async throws -> TestRack {
    try await TestRack(runner: publisher.runner(signature: signature))
  }

  /// A raw disk with a boot sector and something of its own in it: no tool is asked about it.
  private func disk(_ filling: UInt8 = 1) -> [UInt8] {
    var bytes = [UInt8](repeating: filling, count: 1 << 20)
    (bytes[510], bytes[511]) = (0x55, 0xAA)
    return bytes
  }

  private func sum(_ bytes: [UInt8]) throws -> String { try Digest(SHA512.hash(data: bytes)).description }

  private func publishDebian(_ bytes: [UInt8], sum wrong: String? = nil) throws {
    publisher.publish(bytes, at: Self.debian + "debian-13-genericcloud-amd64.qcow2")
    let line = "\(try wrong ?? sum(bytes))  debian-13-genericcloud-amd64.qcow2\n"
    publisher.publish(Array(line.utf8), at: Self.debian + "SHA512SUMS")
  }

  private func publishAlpine(_ version: String, _ firmware: String, _ bytes: [UInt8]) throws {
    let name = "nocloud_alpine-\(version)-x86_64-\(firmware)-cloudinit-r0.qcow2"
    publisher.publish(bytes, at: Self.alpine + name)
    publisher.publish(Array("\(try sum(bytes))\n".utf8), at: Self.alpine + name + ".sha512")
    publisher.publish(Array("<a href=\"\(name)\">".utf8), at: Self.alpine)
  }

  @discardableResult
  private func pull(
    _ test: TestRack,
    _ os: ColocKit.OperatingSystem = .debian,
    _ release: String? = nil,
    _ firmware: Firmware? = nil,
    refresh: Bool = false
  ) async throws -> ImageRecord {
    let rack = test.rack("image pull")
    let release = try release.map { try Release(parsing: $0) }
    return try await rack.pull(
      rack.plan(PullRequest(os: os, release: release, firmware: firmware, refresh: refresh)),
      reason: "first"
    )
  }

  private func left(_ test: TestRack) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: test.layout.downloads)
  }

  @Test("Fetched, verified, uploaded, recorded with URL and digest; nothing is left of the download")
  func whole() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let image = try await pull(test)
    #expect(image.release.description == "13" && image.firmware == .bios && image.size.bytes == 1 << 20)
    #expect(try image.sha512.description == sum(disk()))
    #expect(image.source == Self.debian + "debian-13-genericcloud-amd64.qcow2")
    #expect(try test.rack().state.images.read(image.name) == image)
    #expect(try left(test).isEmpty)
    #expect(try test.audit().contains { $0.contains("\(image.name)") && $0.contains("\"first\"") })
    try await test.expectTidy()
  }

  @Test("One that is at hand is enough; --refresh asks, and takes a new build beside the old one")
  func refresh() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let first = try await pull(test)
    let count = publisher.addresses.count
    #expect(try await pull(test) == first)
    #expect(publisher.addresses.count == count && test.narrator.lines == ["image \(first.name) is there already"])
    #expect(try await pull(test, refresh: true) == first)
    #expect(publisher.addresses.dropFirst(count) == [Self.debian + "SHA512SUMS"])
    test.clock.advance(.seconds(60))
    try publishDebian(disk(2))
    #expect(try await pull(test) == first)
    let second = try await pull(test, refresh: true)
    #expect(second.name != first.name)
    #expect(try test.rack().state.images.all().count == 3)
    #expect(try test.rack().superseded(by: second) == [first] && test.rack().superseded(by: first).isEmpty)
    #expect(try await test.rack().plan(test.request(release: "13")).image == second)
  }

  @Test("An image that a VM stands on is not called superseded")
  func used() async throws {
    let test = try await rack()
    try publishDebian(disk())
    _ = try await pull(test)
    _ = try await test.rack("vm create").create(test.request(release: "13"))
    test.clock.advance(.seconds(60))
    try publishDebian(disk(2))
    #expect(try await test.rack().superseded(by: pull(test, refresh: true)).isEmpty)
  }

  @Test("A record whose volume is gone is not at hand")
  func lost() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let image = try await pull(test)
    await test.host.arrange { _ = $0.volumes.removeValue(forKey: image.volume) }
    #expect(try await pull(test).name == image.name)
    #expect(await test.host.arrange { $0.volumes[image.volume] } != nil)
  }

  @Test("A wrong sum is 65 with both, and nothing is left; the next try begins anew")
  func wrongSum() async throws {
    let test = try await rack()
    let wanted = try sum(disk(9))
    try publishDebian(disk(), sum: wanted)
    let failure = try #require(await Failure.of { try await pull(test) })
    #expect(failure.kind == .invalidFile)
    #expect(try failure.message.contains(sum(disk()).prefix(12)) && failure.message.contains(wanted.prefix(12)))
    #expect(failure.message.hasSuffix("it was removed"))
    #expect(try left(test).isEmpty && test.rack().state.images.all().count == 1)
    try publishDebian(disk(9))
    #expect(try await pull(test).sha512.description == wanted)
  }

  @Test("What is there of an older build goes, what is there of this one is kept and completed")
  func leftovers() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let downloads = test.layout.downloads
    let short = try sum(disk()).prefix(12)
    for (name, bytes) in [
      ("debian-13-bios-\(short).part", Array(disk().prefix(1000))), ("debian-13-bios-000000000000.part", [1]),
      ("alpine-3.22-bios-000000000000.part", [1]),
    ] {
      try Data(bytes).write(to: URL(filePath: "\(downloads)/\(name)"))
      #expect(chmod("\(downloads)/\(name)", 0o600) == 0)
    }
    _ = try await pull(test)
    #expect(try left(test) == ["alpine-3.22-bios-000000000000.part"])
    #expect(test.narrator.stages.contains("download"))
  }

  @Test("A download that was whole when its command was killed is not fetched again")
  func wholeAlready() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let path = "\(test.layout.downloads)/debian-13-bios-\(try sum(disk()).prefix(12)).part"
    try Data(disk()).write(to: URL(filePath: path))
    _ = try await pull(test)
    #expect(publisher.addresses == [Self.debian + "SHA512SUMS"])
  }

  @Test("A pool without room is 73, and the file need not be fetched again")
  func noRoom() async throws {
    let test = try await rack()
    try publishDebian(disk())
    await test.host.arrange { $0.available = .gibibytes(10) }
    #expect(await Failure.of { try await pull(test) }?.kind == .cannotCreate)
    #expect(try left(test).count == 1)
    let count = publisher.addresses.count
    await test.host.arrange { $0.available = .gibibytes(1000) }
    _ = try await pull(test)
    #expect(publisher.addresses.count == count + 1)
  }

  @Test("A file with the right sum that is no disk is 65, and is not kept")
  func noDisk() async throws {
    let test = try await rack()
    try publishDebian(Array("<html>maintenance</html>".utf8))
    #expect(await Failure.of { try await pull(test) }?.kind == .invalidFile)
    #expect(try left(test).isEmpty)
  }

  @Test("Alpine's newest point release, for each firmware, which vm create tells apart")
  func alpine() async throws {
    let test = try await rack()
    try publishAlpine("3.22.2", "uefi", disk(1))
    let uefi = try await pull(test, .alpine, "3.22", .uefi)
    #expect(uefi.firmware == .uefi && uefi.source.hasSuffix("/nocloud_alpine-3.22.2-x86_64-uefi-cloudinit-r0.qcow2"))
    func chosen(_ firmware: Firmware?) async throws -> ImageRecord? {
      let plan = try await test.rack().plan(
        CreateRequest(
          name: test.vmName,
          tenant: test.tenantName,
          os: .alpine,
          release: nil,
          firmware: firmware,
          vcpus: 1,
          memory: .mebibytes(512),
          disk: .gibibytes(5)
        )
      )
      #expect(plan.vm.firmware == plan.image?.firmware ?? firmware)
      return plan.image
    }
    // The only one there is; then the usual one, though it is older; the other when it is asked for.
    #expect(try await chosen(nil) == uefi)
    #expect(try await chosen(.bios) == nil)
    try publishAlpine("3.22.1", "bios", disk(2))
    let bios = try await pull(test, .alpine, "3.22")
    test.clock.advance(.seconds(60))
    try publishAlpine("3.22.3", "uefi", disk(3))
    let newer = try await pull(test, .alpine, "3.22", .uefi, refresh: true)
    #expect(try await chosen(nil) == bios)
    #expect(try await chosen(.uefi) == newer)
  }

  @Test("What is not published is 66, what the publisher says unclearly 65")
  func absent() async throws {
    let test = try await rack()
    #expect(await Failure.of { try await pull(test) }?.kind == .notFound)
    publisher.publish(Array("<html>".utf8), at: Self.debian + "SHA512SUMS")
    #expect(await Failure.of { try await pull(test) }?.kind == .invalidFile)
    publisher.publish(Array("<a href=\"x\">".utf8), at: Self.alpine)
    let nothing = await Failure.of { try await pull(test, .alpine, "3.22") }
    #expect(nothing?.kind == .notFound && nothing?.message.contains("lists no file like nocloud_alpine-") == true)
    try publishAlpine("3.22.1", "bios", disk())
    let sum = Self.alpine + "nocloud_alpine-3.22.1-x86_64-bios-cloudinit-r0.qcow2.sha512"
    publisher.publish(Array("soon\n".utf8), at: sum)
    #expect(await Failure.of { try await pull(test, .alpine, "3.22") }?.kind == .invalidFile)
    #expect(try left(test).isEmpty)
  }

  @Test("While another command fetches the same it is busy")
  func busy() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let rack = test.rack("image pull")
    let lock = try await rack.state.lock(.download("debian-13-bios"), time: rack.time)
    let failure = await Failure.of { try await pull(test) }
    #expect(failure?.kind == .busy && failure?.message.contains("the download of debian-13-bios") == true)
    lock.release()
    _ = try await pull(test)
  }

  @Test("A signature is asked for where there is a key: good enters, bad is 65, no keyring 78", arguments: [0, 1])
  func signature(status: Int32) async throws {
    let test = try await rack { program in
      FakeRunner.exited(status, status == 0 ? "[GNUPG:] GOODSIG A b\n[GNUPG:] VALIDSIG A\n" : "[GNUPG:] BADSIG A b\n")
    }
    try publishAlpine("3.22.2", "bios", disk())
    let image = Self.alpine + "nocloud_alpine-3.22.2-x86_64-bios-cloudinit-r0.qcow2"
    let key = "\(test.home.path)/alpine.gpg"
    let own = "\(test.layout.templates)/alpine"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try Data("key: \(key)\n".utf8).write(to: URL(filePath: "\(own)/images.yaml"))
    // Its signature is not there, then the keyring is not, then another user could have written it.
    #expect(await Failure.of { try await pull(test, .alpine, "3.22") }?.kind == .notFound)
    publisher.publish([1, 2, 3], at: image + ".asc")
    #expect(await Failure.of { try await pull(test, .alpine, "3.22") }?.kind == .configuration)
    try Data([4]).write(to: URL(filePath: key))
    #expect(chmod(key, 0o666) == 0)
    #expect(await Failure.of { try await pull(test, .alpine, "3.22") }?.kind == .notPermitted)
    #expect(chmod(key, 0o644) == 0)
    #expect(publisher.addresses.filter { $0 == image }.count == 1)
    let failure = await Failure.of { try await pull(test, .alpine, "3.22") }
    #expect(failure?.kind == (status == 0 ? nil : .invalidFile))
    #expect(try left(test).isEmpty)
    try await test.expectTidy()
  }

  @Test("What can be pulled, and what of it is at hand")
  func available() async throws {
    let test = try await rack()
    try publishDebian(disk())
    let image = try await pull(test)
    let all = try test.rack().availableImages()
    #expect(all.first { $0.source.release == image.release && $0.source.os == .debian }?.present == image)
    #expect(
      all.contains { $0.pattern == Self.alpine + "nocloud_alpine-{version}-x86_64-uefi-cloudinit-r{revision}.qcow2" }
    )
    #expect(Set(all.map(\.signature)) == ["none", "no key"])
  }
}
