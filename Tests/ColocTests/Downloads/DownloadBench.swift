import Foundation
import Synchronization

@testable import ColocKit
@testable import coloc

/// A partial file, the lock of its download, and an owner who looks on; real curl, little patience.
final class DownloadBench: Sendable {
  let directory: String
  let lock: FileLock
  let narrator = Onlooker()

  init() throws {
    directory = FileManager.default.temporaryDirectory.path + "/coloc-download-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700]
    )
    lock = try FileLock.acquire("\(directory)/lock", of: "it", command: "first")
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  var path: String { "\(directory)/debian-13-bios-000000000000.part" }

  /// What has come.
  var content: [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

  /// Whether nobody holds the lock.
  var canLock: Bool {
    guard let other = try? FileLock.acquire("\(directory)/lock", of: "it", command: "second", wait: .zero) else {
      return false
    }
    other.release()
    return true
  }

  func fetch(_ address: WebAddress, expecting digest: Digest, stall: Int = 2, trusting certificate: String? = nil)
    async throws
    -> HashedFile
  {
    let curl = Curl(runner: TrustingRunner(certificate: certificate), patience: .init(connect: 5, stall: stall))
    return try await Download(curl: curl, lock: lock, time: .system, narrator: narrator)
      .fetch(address, into: PartialFile(in: directory, for: "debian-13-bios", digest: .zeros), expecting: digest)
  }
}

/// The real runner, with one more certificate that curl trusts.
private struct TrustingRunner: ProgramRunner {
  let certificate: String?

  func run(_ program: Program) async throws -> ProgramResult { try await run(program) { _ in } }

  func run(_ program: Program, eachLine: @escaping @Sendable (String) -> Void) async throws -> ProgramResult {
    var program = program
    if let certificate { program.environment["CURL_CA_BUNDLE"] = certificate }
    return try await SubprocessRunner().run(program, eachLine: eachLine)
  }
}

/// Keeps what was shown.
final class Onlooker: Narrator {
  private let seen = Mutex<(stages: [String], last: [Int64])>(([], []))

  var stages: [String] { seen.withLock { $0.stages } }
  /// Done and total of the last progress.
  var last: [Int64] { seen.withLock { $0.last } }

  func say(_ line: String) {}
  func stage(_ name: String, _ detail: String) { seen.withLock { $0.stages.append("\(name) \(detail)") } }
  func progress(_ name: String, done: Int64, of total: Int64) { seen.withLock { $0.last = [done, total] } }
}

extension Failure {
  /// What an operation throws; nil when it throws nothing, or something else.
  static func of(_ body: () async throws -> Void) async -> Failure? {
    do { try await body() } catch { return error as? Failure }
    return nil
  }
}
