import Foundation
import Testing

@testable import ColocKit
@testable import coloc

@Suite("Files with SSH public keys")
struct KeyFileTests {
  private func read(_ text: String) throws -> [SSHPublicKey] {
    let url = FileManager.default.temporaryDirectory.appending(path: "coloc-key-\(UUID().uuidString).pub")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try KeyFile.read(url.path)
  }

  @Test("Keys one a line; comments and empty lines between them")
  func several() throws {
    let (one, two) = (try Sample.key("one"), try Sample.key("two"))
    #expect(try read("# mine\n\(one)\n\n  \n\(two)\r\n") == [one, two])
  }

  @Test("A line that is no key is named; a private key is not shown")
  func faults() throws {
    let failure = #expect(throws: Failure.self) { try read("\(try Sample.key())\nssh-dss AAAA\n") }
    #expect(failure?.kind == .usage && failure?.message.contains(".pub:2: ") == true)
    let secret = #expect(throws: Failure.self) { try read("-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n") }
    #expect(secret?.message.contains("is a private key; give the file that ends in .pub") == true)
    #expect(secret?.message.contains("BEGIN") == false)
  }

  @Test("No file: 66; an empty or a huge one: 64")
  func files() throws {
    #expect(#expect(throws: Failure.self) { try KeyFile.read("/nonexistent.pub") }?.kind == .notFound)
    #expect(#expect(throws: Failure.self) { try read("\n") }?.kind == .usage)
    #expect(#expect(throws: Failure.self) { try read(String(repeating: "a", count: 70_000)) }?.kind == .usage)
  }
}
