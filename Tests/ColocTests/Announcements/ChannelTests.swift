import ColocKit
import Foundation
import Testing

@testable import coloc

/// The programs of packaging/channels, run as coloc runs them.
@Suite("The channels that coloc brings")
struct ChannelTests {
  private static let directory =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path() + "packaging/channels"
  private let scratch: URL
  private static let text = "Maintenance prévue : « disques » & 100 % de +.\n\n@deuxième ligne\n"

  init() throws {
    scratch = FileManager.default.temporaryDirectory.appending(path: "coloc-channels-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  }

  private func run(
    _ channel: String,
    _ facts: String = #"{"schema":1}"#,
    text: String = text,
    environment: [String: String] = [:]
  ) async throws -> ProgramResult {
    let names = ["COLOC_MESSAGE": "0123456789abcdef", "COLOC_CHANNEL": channel, "COLOC_LANGUAGE": "fr"]
    return try await SubprocessRunner().run(
      Program(
        "\(Self.directory)/\(channel)",
        [],
        environment: Program.plainEnvironment.merging(names.merging(environment) { $1 }) { $1 },
        input: .bytes(Array("\(facts)\n\n\(text)".utf8)),
        timeout: .seconds(60)
      )
    )
  }

  private func settings(_ office: PostOffice, _ path: String) throws -> [String: String] {
    let file = scratch.appending(path: "settings-\(UUID().uuidString)").path()
    let text = """
      # curl's own
      url = "http://127.0.0.1:\(office.port)\(path)"
      header = "Authorization: Bearer SECRET-TOKEN"

      """
    try Data(text.utf8).write(to: URL(filePath: file))
    return ["COLOC_SETTINGS": file]
  }

  @Test("mail hands the whole message to sendmail -t -oi, and its failure is the channel's")
  func mail() async throws {
    let sendmail = scratch.appending(path: "sendmail").path()
    let got = scratch.appending(path: "got").path()
    try Data("#!/bin/sh\nprintf '%s\\n' \"$@\" >'\(got).args'\ncat >'\(got)'\nexit \"${FAILS:-0}\"\n".utf8)
      .write(to: URL(filePath: sendmail))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sendmail)
    let message = "To: a@b.example\nSubject: s\n\n.\n\nbody\n"
    let sent = try await run("mail", text: message, environment: ["COLOC_SENDMAIL": sendmail])
    #expect(sent.isSuccess, "\(sent.words)")
    #expect(try String(contentsOfFile: got, encoding: .utf8) == message)
    #expect(try String(contentsOfFile: "\(got).args", encoding: .utf8) == "-t\n-oi\n")
    let failed = try await run("mail", text: message, environment: ["COLOC_SENDMAIL": sendmail, "FAILS": "75"])
    #expect(failed.ending == .exited(75))
  }

  @Test("files puts each file whole into the folder, readable for a web server, byte by byte")
  func files() async throws {
    let folder = scratch.appending(path: "www").path()
    let gone = try await run("files", environment: ["COLOC_FOLDER": folder])
    #expect(gone.ending == .exited(73) && gone.words.contains("www"))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let ics = "BEGIN:VCALENDAR\r\nX:é \\n\r\nEND:VCALENDAR\r\n"
    let facts = JSONValue.object([
      "files": .object(["maintenance.ics": .string(ics), "maintenance.atom": .string("<a/>")])
    ])
    for _ in 0..<2 {
      let done = try await run("files", facts.compact, environment: ["COLOC_FOLDER": folder])
      #expect(done.isSuccess, "\(done.words)")
    }
    #expect(try Data(contentsOf: URL(filePath: "\(folder)/maintenance.ics")) == Data(ics.utf8))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["maintenance.atom", "maintenance.ics"]
    )
    let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/maintenance.ics")[.posixPermissions] as? Int
    #expect(mode == 0o644)
  }

  @Test("mastodon posts text and language with the token, which no process shows; a repeat is no second post")
  func mastodon() async throws {
    let office = try PostOffice()
    let environment = try settings(office, "/api/v1/statuses")
    for _ in 0..<2 {
      let sent = try await run("mastodon", environment: environment)
      #expect(sent.isSuccess, "\(sent.words)")
    }
    let requests = try office.requests
    try #require(requests.count == 2)
    #expect(requests.map(\.isNew) == [true, false])
    for request in requests {
      #expect(request.method == "POST" && request.path == "/api/v1/statuses" && request.leaks.isEmpty)
      #expect(request.headers["authorization"] == "Bearer SECRET-TOKEN")
      #expect(request.headers["idempotency-key"] == "coloc-0123456789abcdef")
      let fields = URLComponents(string: "?" + request.body.replacing("+", with: "%20"))?.queryItems ?? []
      #expect(fields.first { $0.name == "language" }?.value == "fr")
      #expect(fields.first { $0.name == "status" }?.value == Self.text, "\(request.body)")
    }
  }

  @Test("matrix puts the text under the message's own transaction; a repeat is no second message")
  func matrix() async throws {
    let office = try PostOffice()
    let room = "/_matrix/client/v3/rooms/!abc:matrix.example/send/m.room.message"
    for path in [room, room + "/"] {
      let sent = try await run("matrix", environment: try settings(office, path))
      #expect(sent.isSuccess, "\(sent.words)")
    }
    let requests = try office.requests
    try #require(requests.count == 2)
    #expect(requests.map(\.isNew) == [true, false])
    for request in requests {
      #expect(request.method == "PUT" && request.path == room + "/coloc-0123456789abcdef" && request.leaks.isEmpty)
      #expect(request.headers["authorization"] == "Bearer SECRET-TOKEN")
      let body = try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: String]
      #expect(body == ["msgtype": "m.text", "body": String(Self.text.dropLast())])
    }
  }

  @Test(
    "What the server answers becomes the state: failed, later, or unknown where it may have been posted",
    arguments: [
      ("mastodon", "/401/", 69), ("mastodon", "/422/", 69), ("mastodon", "/429/", 75), ("mastodon", "/503/", 75),
      ("mastodon", "/500/", 76), ("mastodon", "/drop/", 76), ("matrix", "/403/", 69), ("matrix", "/429/", 75),
      ("matrix", "/502/", 75), ("matrix", "/drop/", 75),
    ]
  )
  func answers(_ channel: String, _ path: String, _ status: Int32) async throws {
    let office = try PostOffice()
    let result = try await run(channel, environment: try settings(office, "\(path)x"))
    #expect(result.ending == .exited(status), "\(result.words)")
    #expect(!result.words.contains("SECRET"))
    #expect(try office.requests.count == 1)
  }

  @Test("A server that is not there was never reached", arguments: ["mastodon", "matrix"])
  func away(_ channel: String) async throws {
    let file = scratch.appending(path: "away").path()
    try Data("url = \"http://127.0.0.1:1/x\"\n".utf8).write(to: URL(filePath: file))
    #expect(try await run(channel, environment: ["COLOC_SETTINGS": file]).ending == .exited(75))
  }

  @Test("A program that reads nothing of what it is given, and one that hangs, hold nobody up")
  func stubborn() async throws {
    let deaf = try await SubprocessRunner().run(
      Program("/bin/true", [], input: .bytes(Array(repeating: 65, count: 1 << 20)), timeout: .seconds(20))
    )
    #expect(deaf.isSuccess)
    let hung = try await SubprocessRunner().run(
      Program("/bin/sleep", ["60"], input: .bytes([65]), timeout: .milliseconds(200))
    )
    #expect(hung.ending == .timedOut)
  }
}
