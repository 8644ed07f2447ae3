import Foundation
import Glibc
import Testing

@testable import ColocKit

@Suite struct DurableFileTests {
  private let home: TestHome

  init() throws { home = try TestHome() }

  private func path(_ name: String) -> String { "\(home.path)/\(name)" }

  @Test func writesReplacesAndReads() throws {
    #expect(try DurableFile.read(path("a")) == nil)
    try DurableFile.write(Array("one".utf8), to: path("a"))
    try DurableFile.write(Array("two".utf8), to: path("a"))
    #expect(try DurableFile.read(path("a")) == Array("two".utf8))
    #expect(try home.names() == ["a"])
    #expect(try home.mode("a") == 0o600)
  }

  @Test func theModeIsTheOneAskedFor() throws {
    try DurableFile.write([1], to: path("a"), mode: 0o644)
    #expect(try home.mode("a") == 0o644)
  }

  @Test func aLargeContentIsWhole() throws {
    let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try DurableFile.write(bytes, to: path("a"))
    #expect(try DurableFile.read(path("a")) == bytes)
  }

  @Test func createNeverReplaces() throws {
    try DurableFile.create([1], at: path("a"))
    let failure = try #require(throws: Failure.self) { try DurableFile.create([2], at: path("a")) }
    #expect(failure.kind == .cannotCreate)
    #expect(failure.message.contains("\(path("a")) exists already"))
    #expect(try DurableFile.read(path("a")) == [1])
    #expect(try home.names() == ["a"])
  }

  @Test func removingTwiceIsRemoving() throws {
    try DurableFile.write([1], to: path("a"))
    try DurableFile.remove(path("a"))
    try DurableFile.remove(path("a"))
    #expect(try home.names().isEmpty)
  }

  @Test func whatAKilledWriterLeftGoesWithTheNextWrite() throws {
    try home.put("half", at: ".a.tmp-0123abcd")
    try home.put("kept", at: ".a.tmp-keep")
    try DurableFile.write([1], to: path("a"))
    #expect(try home.names() == [".a.tmp-keep", "a"])
  }

  @Test func aWriterAtWorkKeepsItsTemporaryFile() throws {
    let directory = try Directory(home.path)
    let writer = try TemporaryFile(for: "a", in: directory)
    try DurableFile.write([1], to: path("a"))
    #expect(try home.names() == [writer.name, "a"])
    #expect(try DurableFile.removeStaleTemporaries(in: home.path).isEmpty)
    #expect(TemporaryFile.isTemporary(writer.name))
  }

  @Test func linksAreNotFollowed() throws {
    try home.put("secret", at: "target")
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("target"))
    let reading = try #require(throws: Failure.self) { try DurableFile.read(path("link")) }
    #expect(reading.kind == .notPermitted)
    try FileManager.default.createDirectory(atPath: path("dir"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: path("way"), withDestinationPath: path("dir"))
    let writing = try #require(throws: Failure.self) { try DurableFile.write([1], to: path("way/a")) }
    #expect(writing.message.contains(path("way")))
    #expect(try home.names("dir").isEmpty)
  }

  @Test(arguments: [0o644, 0o640, 0o620, 0o601])
  func looserModesAreRefusedWithTheFix(mode: Int) throws {
    try home.put("x", at: "a b", mode: mode)
    let failure = try #require(throws: Failure.self) { try DurableFile.read(path("a b")) }
    #expect(failure.kind == .notPermitted)
    #expect(failure.message.contains(path("a b")))
    #expect(failure.hints == ["chmod 600 '\(path("a b"))'"])
  }

  @Test func configurationMayBeReadByOthersAndNotWritten() throws {
    try home.put("x", at: "a", mode: 0o644)
    #expect(try DurableFile.read(path("a"), privacy: .readable) != nil)
    try home.put("x", at: "a", mode: 0o664)
    let failure = try #require(throws: Failure.self) { try DurableFile.read(path("a"), privacy: .readable) }
    #expect(failure.hints == ["chmod 644 \(path("a"))"])
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func aForeignOwnerIsRefused() throws {
    try home.put("x", at: "a")
    #expect(chown(path("a"), 4242, 4242) == 0)
    let failure = try #require(throws: Failure.self) { try DurableFile.read(path("a")) }
    #expect(failure.kind == .notPermitted)
    #expect(failure.hints == ["chown root: \(path("a"))"])
  }

  @Test func aPipeOrDirectoryIsRefusedAndNotWaitedFor() throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(throws: Failure.self) { try DurableFile.read(path("pipe")) }
    try FileManager.default.createDirectory(atPath: path("dir"), withIntermediateDirectories: false)
    #expect(throws: Failure.self) { try DurableFile.read(path("dir")) }
  }

  @Test func aMissingDirectoryIsNamed() throws {
    let failure = try #require(throws: Failure.self) { try DurableFile.write([1], to: path("no/a")) }
    #expect(failure.message.contains(path("no")))
  }

  /// In a process of its own: the limit counts for every file a process writes.
  @Test func aFullDiskLeavesTheOldContentWhole() async throws {
    let file = path("a")
    try DurableFile.write(Array("old".utf8), to: file)
    await #expect(processExitsWith: .success) { [file = file as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 8192, rlim_max: 8192)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do throws(Failure) {
        try DurableFile.write([UInt8](repeating: 65, count: 100_000), to: file)
        exit(2)
      } catch {
        exit(error.kind == .cannotCreate && error.message.contains(file) ? 0 : 3)
      }
    }
    #expect(try DurableFile.read(file) == Array("old".utf8))
    #expect(try home.names() == ["a"])
  }
}
