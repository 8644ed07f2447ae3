import Foundation
import Testing

extension TrialRack {
  /// The names of what runs, coloc's or not.
  func running() async throws -> [String] {
    try await virsh("list --name").split(separator: "\n").map(String.init).sorted()
  }

  /// Plans a window and gives back its id.
  func window(_ reason: String = "disques") async throws -> String {
    let start = ISO8601DateFormatter().string(from: Date().addingTimeInterval(3 * 86_400)).prefix(16) + "Z"
    let item = try await item("maintenance plan --start \(start) --for 2h --reason \(reason) --json")
    return try #require(item["id"] as? String)
  }

  /// The outage's entries by name, as they are on the disk now; empty when none is open.
  func outage() throws -> [String: [String: Any]] {
    guard let data = FileManager.default.contents(atPath: home + "/power/outage.json"),
      let record = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [:] }
    let entries = record["entries"] as? [[String: Any]] ?? []
    return Dictionary(entries.map { ($0["name"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Has the rack send its mail by a program that keeps it; gives back what it got so far.
  func postOffice() throws -> () -> [String] {
    let script = "#!/bin/sh\nexec cat >\"$(mktemp \"$0-mail-$(date +%s%N)-XXXXXX\")\"\n"
    let program = try file("sendmail", script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let path = home + "/coloc.yaml"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    let edited = lines.map { line in
      if line.hasPrefix("sendmail:") { return "sendmail: \(program)" }
      return line.hasPrefix("  mail:") ? "  mail: zoe@rack.example" : String(line)
    }
    try edited.joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
    return {
      let directory = URL(filePath: program).deletingLastPathComponent()
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path())) ?? []
      return names.filter { $0.hasPrefix("sendmail-mail-") }.sorted().compactMap {
        try? String(contentsOf: directory.appending(path: $0), encoding: .utf8)
      }
    }
  }

  /// A VM without an operating system: it hears nothing, so it loses its power after a second.
  func stone(_ name: String, for tenant: String, _ options: String = "") async throws {
    try await create(name, for: tenant, "--no-wait")
    try await coloc("vm edit \(name) --stop-timeout 1 --then kill --ready none \(options)")
  }
}
