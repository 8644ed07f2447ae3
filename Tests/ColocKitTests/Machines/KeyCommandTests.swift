import Foundation
import Testing

@testable import ColocKit

@Suite("The command that changes a key inside")
struct KeyCommandTests {
  /// Runs lines as the owner's shell would, `ssh` being the guest's shell in a home of its own.
  ///
  /// One process for all: until it has begun it holds copies of the locks of every test beside it.
  private func run(_ lines: [String], home: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let ssh = "ssh() { test \"$1\" = debian@10.77.0.11 && sh -c \"$2\"; }"
    process.arguments = ["-ec", ([ssh] + lines).joined(separator: "\n")]
    process.environment = ["HOME": home, "PATH": "/usr/bin:/bin"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(lines)")
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
    let (add, remove) = (KeyCommand.adding(key, to: vm), KeyCommand.removing(key, from: vm))
    try run([add, add, "cp ~/.ssh/authorized_keys ~/added", remove, remove], home: home.path())
    #expect(try String(contentsOf: home.appending(path: "added"), encoding: .utf8) == other + "\(key)\n")
    #expect(try String(contentsOf: file, encoding: .utf8) == other)
  }

  @Test("Where nobody said how to reach an adopted VM it is what to type inside")
  func adopted() throws {
    #expect(KeyCommand.removing(try Sample.key(), from: try Sample.adopted()).hasPrefix("sed -i "))
  }
}
