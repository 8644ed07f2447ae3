import Foundation
import Testing

/// A trial rack of one test's own, taken apart again behind it.
struct TrialRack {
  /// What COLOC_HOME is set to.
  let home: String
  /// A private key; its public half has `.pub` behind its name.
  let key: String
  private let directory: URL

  /// Makes a rack, runs `body`, and removes the rack with all its VMs, whatever `body` did.
  static func with(_ options: String = "--trial", _ body: (TrialRack) async throws -> Void) async throws {
    let rack = try await TrialRack()
    defer { try? FileManager.default.removeItem(at: rack.directory) }
    try await rack.coloc("init \(options)")
    do {
      try await body(rack)
    } catch {
      Issue.record(error)
    }
    guard FileManager.default.fileExists(atPath: rack.home + "/coloc.yaml") else { return }
    try await rack.coloc("deinit --confirm \(rack.uuid) --purge-vms")
  }

  /// A place for a rack that is not made yet; `body` takes apart what it makes.
  static func bare(_ body: (TrialRack) async throws -> Void) async throws {
    let rack = try await TrialRack()
    defer { try? FileManager.default.removeItem(at: rack.directory) }
    try await body(rack)
  }

  private init() async throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "coloc-owner-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      at: directory,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    home = directory.appending(path: "home").path()
    key = directory.appending(path: "ana").path()
    let made = try await Lab.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ana", "-f", key])
    guard made.status == 0 else { throw LabFault("ssh-keygen: \(made)") }
  }

  /// A file beside the state, with this content.
  func file(_ name: String, _ content: String) throws -> String {
    let url = directory.appending(path: name)
    try content.write(to: url, atomically: false, encoding: .utf8)
    return url.path()
  }

  /// The rack's UUID, as coloc.yaml has it.
  var uuid: String { get throws { try value("rack") } }

  /// The UUID's first part, which names the trial rack's objects.
  var suffix: String { get throws { String(try uuid.prefix(8)) } }

  /// What libvirt calls the pool, the network, and the filters' beginning.
  var object: String { get throws { "coloc-\(try suffix)" } }

  /// The first three numbers of the rack's addresses.
  var range: String {
    get throws { try value("ipv4").split(separator: ".").prefix(3).joined(separator: ".") }
  }

  private func value(_ name: String) throws -> String {
    let lines = try String(contentsOfFile: home + "/coloc.yaml", encoding: .utf8).split(separator: "\n")
    let line = lines.first { $0.trimmingCharacters(in: .whitespaces).hasPrefix("\(name): ") }
    guard let line, let value = line.split(separator: ": ").last else { throw LabFault("coloc.yaml has no \(name)") }
    return String(value)
  }
}
