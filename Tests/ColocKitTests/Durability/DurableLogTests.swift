import Foundation
import Testing

@testable import ColocKit

@Suite struct DurableLogTests {
  private let home: TestHome
  private var log: String { "\(home.path)/audit.jsonl" }
  private let now = Timestamp(seconds: 1000)

  init() throws { home = try TestHome() }

  @Test func growsLineByLine() throws {
    #expect(try DurableLog.append("one", to: log, now: now) == nil)
    #expect(try DurableLog.append("two", to: log, now: now) == nil)
    #expect(try home.text("audit.jsonl") == "one\ntwo\n")
    #expect(try home.mode("audit.jsonl") == 0o600)
  }

  @Test(arguments: ["one\n", "", String(repeating: "x", count: 70_000) + "\n"])
  func aTornLastLineIsSetAside(before: String) throws {
    let torn = String(repeating: "y", count: 100_000)
    try home.put(before + torn, at: "audit.jsonl")
    let found = try #require(try DurableLog.append("three", to: log, now: now))
    #expect(found == DurableLog.TornLine(path: "\(log).torn-1000-\(before.utf8.count)", size: torn.utf8.count))
    #expect(try home.text("audit.jsonl") == before + "three\n")
    #expect(try String(contentsOfFile: found.path, encoding: .utf8) == torn)
    #expect(try DurableLog.append("four", to: log, now: now) == nil)
  }

  @Test func zeroBytesOfAPowerCutAreTornToo() throws {
    try home.put("one\n\0\0\0", at: "audit.jsonl")
    #expect(try DurableLog.append("two", to: log, now: now)?.size == 3)
    #expect(try home.text("audit.jsonl") == "one\ntwo\n")
  }

  @Test func aReadableLogIsRefused() throws {
    try home.put("one\n", at: "audit.jsonl", mode: 0o644)
    let failure = try #require(throws: Failure.self) { try DurableLog.append("two", to: log, now: now) }
    #expect(failure.hints == ["chmod 600 \(log)"])
    #expect(try home.text("audit.jsonl") == "one\n")
  }

  @Test func aFullDiskLeavesNoHalfLine() async throws {
    try home.put("one\n", at: "audit.jsonl")
    let log = log
    await #expect(processExitsWith: .success) { [log = log as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do throws(Failure) {
        _ = try DurableLog.append(String(repeating: "z", count: 9000), to: log, now: Timestamp(seconds: 0))
        exit(2)
      } catch {
        exit(error.kind == .cannotCreate ? 0 : 3)
      }
    }
    #expect(try home.text("audit.jsonl") == "one\n")
  }
}
