import Foundation
import Testing

@testable import ColocKit

@Suite("The command that changes a key inside")
struct KeyCommandTests {
  /// Runs a line as the owner's shell would, `ssh` being the guest's shell in a home of its own.
  private func run(_ line: String, home: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "ssh() { test \"$1\" = debian@10.77.0.11 && sh -c \"$2\"; }; \(line)"]
    process.environment = ["HOME": home, "PATH": "/usr/bin:/bin"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(line)")
  }

  @Test("Run by a shell, it adds once and takes away, comments with quotes included")
  func shell() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "coloc-key-\(UUID())")
    defer { try? FileManager.default.removeItem(at: home) }
    try FileManager.default.createDirectory(at: home.appending(path: ".ssh"), withIntermediateDirectories: true)
    let file = home.appending(path: ".ssh/authorized_keys")
    let (vm, key) = (try Sample.vm(), try Sample.key("ana's \"laptop\" $HOME;#x"))
    let other = "ssh-ed25519 AAAA other\n"
    try Data(other.utf8).write(to: file)
    for _ in 1...2 { try run(KeyCommand.adding(key, to: vm), home: home.path()) }
    #expect(try String(contentsOf: file, encoding: .utf8) == other + "\(key)\n")
    for _ in 1...2 { try run(KeyCommand.removing(key, from: vm), home: home.path()) }
    #expect(try String(contentsOf: file, encoding: .utf8) == other)
  }

  @Test("Where nobody said how to reach an adopted VM it is what to type inside")
  func adopted() throws {
    #expect(KeyCommand.removing(try Sample.key(), from: try Sample.adopted()).hasPrefix("sed -i "))
  }
}
