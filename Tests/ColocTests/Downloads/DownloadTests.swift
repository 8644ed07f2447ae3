import Crypto
import Foundation
import Glibc
import Testing

@testable import ColocKit
@testable import coloc

@Suite("curl and a server that misbehaves", .timeLimit(.minutes(3)))
struct DownloadTests {
  private let mirror: Mirror
  private let bench: DownloadBench
  private let bytes: [UInt8]

  init() throws {
    mirror = try Mirror()
    bench = try DownloadBench()
    let random = try FileHandle(forReadingFrom: URL(filePath: "/dev/urandom"))
    bytes = Array(try random.read(upToCount: 3_000_001) ?? Data())
    try mirror.publish(bytes, at: "a.qcow2")
  }

  private func fetch(_ mode: String, _ path: String = "a.qcow2", stall: Int = 2) async throws -> HashedFile {
    try await bench.fetch(mirror.address(mode, path), expecting: Digest(SHA512.hash(data: bytes)), stall: stall)
  }

  private func failure(_ mode: String, _ path: String = "a.qcow2") async -> Failure? {
    do { _ = try await fetch(mode, path) } catch { return error as? Failure }
    return nil
  }

  private func expectWhole(_ hashed: HashedFile) throws {
    #expect(bench.content == bytes)
    #expect(try hashed.digest == Digest(SHA512.hash(data: bytes)))
    #expect(try OpenedImage(opening: bench.path).isUnchanged(since: hashed.stamp))
  }

  @Test(
    "Whole, also behind a redirect, without ranges, without a length",
    arguments: ["ok", "moved", "norange", "nolength"]
  )
  func whole(mode: String) async throws {
    try expectWhole(try await fetch(mode))
    if mode != "nolength" { #expect(bench.narrator.last == [3_000_001, 3_000_001]) }
  }

  @Test("Cut off: 69, what came stays, and the next try goes on there", arguments: ["ok", "norange"])
  func cut(next: String) async throws {
    let failure = try #require(await failure("cut"))
    #expect(failure.kind == .unreachable && failure.hints == ["type it again later: it goes on where it stopped"])
    #expect(bench.content == Array(bytes.prefix(1_500_000)))
    // Half of the rest, as often as it is typed.
    #expect(await self.failure("cut")?.kind == .unreachable)
    #expect(bench.content == Array(bytes.prefix(2_250_000)))
    try expectWhole(try await fetch(next))
    #expect(bench.narrator.stages.contains("download goes on at 2.1M"))
  }

  @Test("Something else in the partial file: the digest tells, whatever the server says")
  func spoiled() async throws {
    try Data(repeating: 7, count: 1_000_000).write(to: URL(filePath: bench.path))
    #expect(try await fetch("ok").digest != Digest(SHA512.hash(data: bytes)))
  }

  @Test(
    "As long as the whole, or longer, and not it, as after a power cut: begun anew",
    arguments: [3_000_001, 4_000_000]
  )
  func tooLong(count: Int) async throws {
    try Data(count: count).write(to: URL(filePath: bench.path))
    try expectWhole(try await fetch("ok"))
  }

  @Test("Standing still or crawling is given up, 69", arguments: ["stall", "slow"])
  func slow(mode: String) async throws {
    let failure = try #require(await failure(mode))
    #expect(failure.kind == .unreachable && failure.message.contains("too slow"), "\(failure.message)")
    try expectWhole(try await fetch("ok"))
  }

  @Test("Absent is 66, a server out of order 69, nobody there 69")
  func absent() async throws {
    #expect(await failure("ok", "b.qcow2")?.kind == .notFound)
    #expect(await failure("broken")?.kind == .unreachable)
    let nobody = try WebAddress(parsing: "http://127.0.0.1:1/a")
    #expect(await Failure.of { _ = try await bench.fetch(nobody, expecting: .zeros) }?.kind == .unreachable)
    #expect(bench.content.isEmpty)
  }

  @Test("Small files: whole or not at all, and within bounds")
  func text() async throws {
    let curl = Curl(runner: SubprocessRunner())
    try mirror.publish(Array("sums\n".utf8), at: "sums.qcow2")
    #expect(try await curl.text(mirror.address("moved", "sums.qcow2")) == Array("sums\n".utf8))
    #expect(await Failure.of { _ = try await curl.text(mirror.address("cut", "sums.qcow2")) }?.kind == .unreachable)
    #expect(await Failure.of { _ = try await curl.text(mirror.address("ok", "none")) }?.kind == .notFound)
    let handle = FileManager.default.createFile(atPath: "\(mirror.directory)/big.qcow2", contents: nil)
    #expect(handle && truncate("\(mirror.directory)/big.qcow2", 9 << 20) == 0)
    for mode in ["ok", "nolength"] {
      #expect(
        await Failure.of { _ = try await curl.text(mirror.address(mode, "big.qcow2")) }?.kind == .invalidFile,
        "\(mode)"
      )
    }
  }

  /// Returns when a part is there; all tests of a run share two threads, so that a start can take its time.
  private func someCame() async throws {
    let deadline = ContinuousClock.now + .seconds(90)
    while bench.content.count < 1_000_000, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(10))
    }
    try #require(bench.content.count >= 1_000_000)
  }

  @Test("Ctrl-C ends curl and keeps what came")
  func interrupted() async throws {
    let fetching = Task { try await fetch("stall", stall: 60) }
    try await someCame()
    fetching.cancel()
    await #expect(throws: CancellationError.self) { try await fetching.value }
    try expectWhole(try await fetch("ok"))
  }

  @Test("curl holds the lock of the download too: nobody writes beside one whose coloc was killed")
  func orphan() async throws {
    let fetching = Task { try await fetch("stall", stall: 60) }
    try await someCame()
    // What a killed coloc leaves: its own descriptor is closed, not unlocked, and curl's is not.
    let null = open("/dev/null", O_RDWR)
    dup2(null, bench.lock.number)
    close(null)
    #expect(bench.canLock == false)
    fetching.cancel()
    _ = try? await fetching.value
    let deadline = ContinuousClock.now + .seconds(20)
    while !bench.canLock, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
    #expect(bench.canLock)
  }

  @Test("A redirect from https to http is refused, 65; a certificate that is not trusted 69")
  func downgrade() async throws {
    let certificate = "\(bench.directory)/certificate.pem"
    let key = "\(bench.directory)/key.pem"
    let made = try await SubprocessRunner().run(
      Program(
        "openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
          "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
        ]
      )
    )
    try #require(made.isSuccess, "\(made.words)")
    let mirror = try Mirror(certificate: (certificate, key))
    try mirror.publish(bytes, at: "a.qcow2")
    let digest = try Digest(SHA512.hash(data: bytes))
    let address = try mirror.address("ok", "a.qcow2")
    let distrusted = await Failure.of { _ = try await bench.fetch(address, expecting: digest) }
    #expect(distrusted?.kind == .unreachable && distrusted?.message.contains("certificate") == true)
    let plain = await Failure.of {
      _ = try await bench.fetch(mirror.address("plain", "a.qcow2"), expecting: digest, trusting: certificate)
    }
    #expect(plain?.kind == .invalidFile && plain?.message.contains("another protocol than https") == true)
    try expectWhole(try await bench.fetch(mirror.address("moved", "a.qcow2"), expecting: digest, trusting: certificate))
  }
}
