import Foundation

/// A server on loopback to which channels post; it goes with the object.
final class PostOffice: Sendable {
  let port: Int
  private let log: String
  private let process: Process
  private let input: Pipe

  struct Request {
    let method: String
    let path: String
    let headers: [String: String]
    let body: String
    let leaks: [String]
    let isNew: Bool
  }

  init() throws {
    log = FileManager.default.temporaryDirectory.path + "/coloc-office-\(UUID().uuidString)"
    process = Process()
    input = Pipe()
    let output = Pipe()
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    process.executableURL = tests.appending(path: "HostTests/Fixtures/post-office")
    process.arguments = [log]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n"), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty
    {
      line += more
    }
    guard let number = Int(String(decoding: line.dropLast(), as: UTF8.self)) else { throw CocoaError(.fileReadUnknown) }
    port = number
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(atPath: log)
  }

  /// What came so far.
  var requests: [Request] {
    get throws {
      guard FileManager.default.fileExists(atPath: log) else { return [] }
      return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        return Request(
          method: object["method"] as? String ?? "",
          path: object["path"] as? String ?? "",
          headers: object["headers"] as? [String: String] ?? [:],
          body: object["body"] as? String ?? "",
          leaks: object["leaks"] as? [String] ?? ["unread"],
          isNew: object["new"] as? Bool ?? false
        )
      }
    }
  }
}
