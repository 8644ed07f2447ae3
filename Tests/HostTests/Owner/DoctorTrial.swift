import Foundation
import Testing

/// A healthy trial rack with one VM, for who breaks things in it.
struct DoctorTrial {
  let rack: TrialRack
  private let environment: [String: String]

  /// Makes the rack, checks that it is healthy, runs `body`, and that it is healthy again.
  static func with(running: Bool = false, image: String = "no-os", _ body: (DoctorTrial) async throws -> Void)
    async throws
  {
    try await TrialRack.with { rack in
      try await rack.image(Lab.image(running ? "small-guest" : image))
      try await rack.tenant("asso")
      try await rack.create("web", for: "asso", running ? "" : "--no-wait")
      if !running { try await rack.coloc("vm kill web --confirm web") }
      let trial = try await DoctorTrial(rack)
      try await trial.expect([])
      try await body(trial)
      try await trial.expect([])
    }
  }

  init(_ rack: TrialRack) async throws {
    self.rack = rack
    let vm = try await rack.item("vm show web --json")
    let image = try await rack.item("image list --json")
    let uuid = try #require(vm["uuid"] as? String)
    let backup = try rack.file("backup", "") + ".d"
    try FileManager.default.createDirectory(atPath: backup, withIntermediateDirectories: true)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"
    environment = [
      "COLOC_HOME": rack.home, "PATH": "\(URL(filePath: Lab.coloc).deletingLastPathComponent().path()):\(path)",
      "O": try rack.object, "P": "/var/lib/libvirt/images/\(try rack.object)", "X": "/var/lib/\(try Self.points(rack))",
      "U": uuid, "D": "web-\(uuid.prefix(8)).qcow2", "S": "web-\(uuid.prefix(8))-seed.iso",
      "I": try #require(image["volume"] as? String), "M": try #require(vm["mac"] as? String),
      "A": try #require(vm["ipv4"] as? String), "H": rack.home, "B": backup,
    ]
  }

  private static func points(_ rack: TrialRack) throws -> String { "coloc-points-\(try rack.suffix)" }

  /// The directory for snapshots.
  var points: String { get throws { "/var/lib/\(try Self.points(rack))" } }

  /// Breaks something, expects exactly its code, follows the cures, and expects health.
  ///
  /// Each of `words` stands in the first cure.
  func suffer(
    _ ailment: Ailment,
    curedBy words: String...,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    try await shell(ailment.commands, at: place)
    var findings = try await expect([ailment.code], "\(ailment.commands)", at: place)
    let cure = findings.first?["cure"] as? String ?? ""
    for word in words { #expect(cure.contains(word), "\(cure)", sourceLocation: place) }
    // A network that was made again wants its guests plugged in again: that has a cure of its own.
    for _ in 0..<3 where !findings.isEmpty {
      for finding in findings { try await mend(finding, at: place) }
      findings = try await self.findings()
    }
    #expect(findings.isEmpty, "\(ailment.code) is not mended: \(findings)", sourceLocation: place)
  }

  /// Types the cure of a finding.
  private func mend(_ finding: [String: Any], at place: SourceLocation) async throws {
    let cure = try #require(finding["cure"] as? String)
    if cure == "systemctl restart libvirtd" {
      // No systemd in the lab. Not asked to end: libvirtd 9.0 has been seen to take longer than 15 s over it.
      try await Lab.libvirtd("kill")
      return try await Lab.libvirtd("start")
    }
    try await shell(cure.replacing("BACKUP", with: environment["B"] ?? ""), at: place)
  }

  /// Runs shell commands with the rack's names in the environment.
  func shell(_ commands: String, at place: SourceLocation = #_sourceLocation) async throws {
    var environment = environment
    let port = try await Lab.run(["virsh", "-q", "domiflist", environment["U"] ?? ""])
    environment["V"] = port.stdout.split(separator: " ").first.map(String.init)
    let outcome = try await Lab.run(["sh", "-c", "set -e; \(commands)"], env: environment, timeout: .seconds(180))
    #expect(outcome.status == 0, "\(commands): \(outcome)", sourceLocation: place)
  }

  /// What is off, by doctor's JSON; its exit code says whether anything is.
  func findings(at place: SourceLocation = #_sourceLocation) async throws -> [[String: Any]] {
    let outcome = try await Lab.run([Lab.coloc, "doctor", "--json"], env: environment)
    let document = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any]
    let items = try #require(document?["items"] as? [[String: Any]], "\(outcome)", sourceLocation: place)
    // A machine with AppArmor is right to say that the lab's libvirt does without.
    let findings = items.filter { $0["severity"] as? String != "ok" && $0["code"] as? String != "qemu-unconfined" }
    if !findings.isEmpty { #expect(outcome.status == 2, "\(outcome)", sourceLocation: place) }
    return findings
  }

  /// All items of doctor's JSON.
  func items(ends status: Int32) async throws -> [[String: Any]] {
    let outcome = try await rack.coloc("doctor --json", ends: status)
    let document = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any]
    return try #require(document?["items"] as? [[String: Any]])
  }

  /// Expects exactly these codes.
  @discardableResult
  func expect(
    _ codes: [String],
    _ told: String = "",
    at place: SourceLocation = #_sourceLocation
  ) async throws -> [[String: Any]] {
    let findings = try await findings(at: place)
    let found = findings.compactMap { $0["code"] as? String }
    #expect(found == codes, "\(told): \(findings)", sourceLocation: place)
    return findings
  }
}
