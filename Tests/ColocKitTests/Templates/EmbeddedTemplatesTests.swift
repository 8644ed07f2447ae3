import Foundation
import Testing

@testable import ColocKit

@Suite("The copies in the binary are the files of templates/")
struct EmbeddedTemplatesTests {
  @Test("Same names, same bytes")
  func same() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "templates")
    let found = try #require(FileManager.default.enumerator(atPath: root.path))
    var files: [String: String] = [:]
    for case let name as String in found where !name.contains("/.") && !name.hasPrefix(".") && !name.hasSuffix("~") {
      let file = root.appending(path: name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      files[name] = try String(contentsOf: file, encoding: .utf8)
    }
    #expect(files.count >= 8)
    #expect(files.keys.sorted() == EmbeddedTemplates.files.keys.sorted(), "run scripts/embed-templates")
    for (name, text) in files { #expect(EmbeddedTemplates.files[name] == text, "run scripts/embed-templates: \(name)") }
  }

  @Test("Every distribution has its four templates, and its defaults can be read", arguments: OperatingSystem.allCases)
  func complete(os: ColocKit.OperatingSystem) throws {
    let source = TemplateSource(owners: "/nonexistent", installed: nil)
    for name in ["user-data", "meta-data", "network-config", "defaults"] {
      _ = try Template(source.file("\(os.rawValue)/\(name).yaml"))
    }
    let defaults = try GuestDefaults(of: os, from: source)
    #expect(defaults.login.description == os.rawValue)
    #expect(defaults.releases.count >= 2 && defaults.minimumDisk >= defaults.imageSize)
    #expect(defaults.releases.map(\.release) == defaults.releases.map(\.release).sorted())
    #expect(defaults.releases.allSatisfy { $0.osinfo.hasSuffix("/\($0.release)") })
  }
}
