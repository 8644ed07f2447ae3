import Foundation
import Testing

/// `make install` and `make uninstall`, into a directory of the test's own and with a stand-in for the binary.
@Suite("make install puts everything in its place, make uninstall takes it away again")
struct InstallTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path()

  @Test("Binary, templates and manual page with their modes, whatever the caller's umask; nothing of others goes")
  func installAndUninstall() throws {
    let work = FileManager.default.temporaryDirectory.appending(path: "coloc install \(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: work) }
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    let binary = "/bin/true"
    let stage = "\(work)/stage"
    try make("install", stage, binary)
    let wanted = try wanted(binary)
    #expect(try files(below: stage) == wanted)
    for path in try FileManager.default.subpathsOfDirectory(atPath: stage) where isDirectory("\(stage)/\(path)") {
      #expect(try mode("\(stage)/\(path)") == 0o755, "\(path)")
    }
    // Once more changes nothing.
    try make("install", stage, binary)
    #expect(try files(below: stage) == wanted)
    // Files beside coloc's are somebody's.
    let others = ["usr/bin/other", "usr/share/coloc/notes", "usr/share/man/man8/other.8"]
    for path in others { try Data("theirs".utf8).write(to: URL(filePath: "\(stage)/\(path)")) }
    try make("uninstall", stage, binary)
    #expect(try Set(files(below: stage).keys) == Set(others))
    try FileManager.default.removeItem(atPath: "\(stage)/usr/share/coloc/notes")
    try make("uninstall", stage, binary)
    #expect(!FileManager.default.fileExists(atPath: "\(stage)/usr/share/coloc"))
  }

  @Test(
    "systemd finds nothing wrong with the units, which are installed and not enabled",
    arguments: ["coloc-power.service", "coloc-snapshots.service", "coloc-snapshots.timer"]
  )
  func unit(_ name: String) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze") else {
      print("skipped: systemd-analyze is not there (apt install systemd)")
      return
    }
    let work = FileManager.default.temporaryDirectory.appending(path: "coloc-unit-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: work) }
    let stage = "\(work)/stage"
    try make("install", stage, "/bin/true")
    let units = "\(stage)/usr/lib/systemd/system"
    // A timer wants its service beside it; and nothing of coloc is in the machine's /usr/bin.
    for unit in try FileManager.default.contentsOfDirectory(atPath: units) {
      try String(contentsOfFile: "\(units)/\(unit)", encoding: .utf8)
        .replacing("/usr/bin/coloc", with: "\(stage)/usr/bin/coloc")
        .write(toFile: "\(work)/\(unit)", atomically: false, encoding: .utf8)
    }
    let text = try String(contentsOfFile: "\(units)/\(name)", encoding: .utf8)
    let file = "\(work)/\(name)"
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/systemd-analyze")
    process.arguments = ["verify", "--man=no", file]
    process.standardError = errors
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // Of other units of the machine it may say more.
    #expect(!said.contains("coloc"), "\(said)")
    #expect(!text.contains("Conflicts=") && !FileManager.default.fileExists(atPath: "\(stage)/etc"))
  }

  @Test("Without a binary nothing is installed: 69 of the recipe, and the words to type")
  func nothingBuilt() throws {
    let stage = FileManager.default.temporaryDirectory.appending(path: "coloc-none-\(UUID().uuidString)").path()
    let (status, said) = try run("install", stage, "\(stage)/none")
    #expect(status == 2 && said.contains("make build comes first") && said.contains("69"), "\(said)")
    #expect(!FileManager.default.fileExists(atPath: stage))
  }

  /// Every file by its path, with mode and content.
  private struct File: Equatable {
    let mode: Int
    let content: Data?
  }

  /// What must be there: each file that git has below `templates`, but for those that begin with a dot.
  private func wanted(_ binary: String) throws -> [String: File] {
    let manager = FileManager.default
    var files = [
      "usr/bin/coloc": File(mode: 0o755, content: manager.contents(atPath: binary)),
      "usr/share/man/man8/coloc.8": File(
        mode: 0o644,
        content: manager.contents(atPath: root + "packaging/man/coloc.8")
      ),
    ]
    for name in ["files", "mail", "mastodon", "matrix"] {
      files["usr/lib/coloc/channels/\(name)"] = File(
        mode: 0o755,
        content: manager.contents(atPath: root + "packaging/channels/\(name)")
      )
    }
    for name in ["coloc-power.service", "coloc-snapshots.service", "coloc-snapshots.timer"] {
      let unit = manager.contents(atPath: root + "packaging/systemd/\(name).in")
      files["usr/lib/systemd/system/\(name)"] = File(
        mode: 0o644,
        content: unit.map { Data(String(decoding: $0, as: UTF8.self).replacing("@bindir@", with: "/usr/bin").utf8) }
      )
    }
    files["usr/share/coloc/examples/cron.d/coloc"] = File(
      mode: 0o644,
      content: manager.contents(atPath: root + "packaging/cron.d/coloc")
    )
    let templates = root + "templates"
    for path in try manager.subpathsOfDirectory(atPath: templates) where !isDirectory("\(templates)/\(path)") {
      files["usr/share/coloc/templates/\(path)"] = File(
        mode: 0o644,
        content: manager.contents(atPath: "\(templates)/\(path)")
      )
    }
    #expect(files.count > 10 && files.values.allSatisfy { $0.content?.isEmpty == false })
    return files
  }

  private func files(below directory: String) throws -> [String: File] {
    let manager = FileManager.default
    var files: [String: File] = [:]
    for path in try manager.subpathsOfDirectory(atPath: directory) where !isDirectory("\(directory)/\(path)") {
      let full = "\(directory)/\(path)"
      files[path] = File(mode: try mode(full), content: manager.contents(atPath: full))
    }
    return files
  }

  private func mode(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
  }

  private func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  private func make(_ target: String, _ stage: String, _ binary: String) throws {
    let (status, said) = try run(target, stage, binary)
    try #require(status == 0, "\(said)")
  }

  /// Runs a target as somebody with a tight umask does.
  private func run(_ target: String, _ stage: String, _ binary: String) throws -> (Int32, String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "umask 077 && exec make --no-print-directory -C \"$1\" \"$2\" \"DESTDIR=$3\" PREFIX=/usr \"STRIPPED=$4\"",
      "sh", root, target, stage, binary,
    ]
    // Make hands its own settings on to those that it runs, and this test may be run by one.
    process.environment = ProcessInfo.processInfo.environment.filter {
      !["MAKEFLAGS", "MAKELEVEL", "MFLAGS"].contains($0.key)
    }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }
}
