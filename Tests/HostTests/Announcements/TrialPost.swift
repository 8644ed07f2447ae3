import Foundation
import Testing

/// A trial rack that announces to one tenant by mail, and to everybody by a journal.
struct TrialPost {
  /// The rack; it has a tenant `asso` with a VM.
  let rack: TrialRack
  /// The mails that went out so far.
  let mails: () -> [String]
  private let journal: String

  /// Takes a rack whose tenant `asso` has a VM.
  init(_ rack: TrialRack) async throws {
    self.rack = rack
    try await rack.coloc("tenant edit asso --add-contact email:ana@velo.example")
    mails = try rack.postOffice()
    journal = rack.home + "-journal"
    let program = try rack.file("write-down", "#!/bin/sh\nprintf '%s\\n' \"$COLOC_MESSAGE\" >>'\(journal)'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    try configure(channels: "[{name: mail}, {name: journal, program: \(program)}]")
  }

  /// Writes `announce.channels` of coloc.yaml.
  func configure(channels: String) throws {
    let path = rack.home + "/coloc.yaml"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    try #require(lines.contains { $0.hasPrefix("  channels:") })
    let edited = lines.map { $0.hasPrefix("  channels:") ? "  channels: \(channels)" : String($0) }
    try edited.joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// How often each message of a window went out, by its id.
  func deliveries(of window: String) throws -> [String: Int] {
    let written = (try? String(contentsOfFile: journal, encoding: .utf8)) ?? ""
    let ids = written.split(separator: "\n").map(String.init) + mails().compactMap(Self.id)
    let states = try states(of: window)
    return Dictionary(ids.filter { states[$0] != nil }.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// The states of a window's messages as they are on the disk, by their ids; empty before the first is due.
  func states(of window: String) throws -> [String: String] {
    guard let data = FileManager.default.contents(atPath: rack.home + "/outbox/\(window).json") else { return [:] }
    let outbox = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let notices = outbox["notices"] as? [[String: Any]] ?? []
    let messages = notices.flatMap { $0["messages"] as? [[String: Any]] ?? [] }
    return Dictionary(
      messages.map { ($0["id"] as? String ?? "", $0["state"] as? String ?? "") },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private static func id(of mail: String) -> String? {
    mail.firstMatch(of: /\nMessage-ID: <coloc\.([0-9a-f]{16})@/).map { String($0.output.1) }
  }
}
