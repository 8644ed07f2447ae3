import ColocKit
import Foundation
import Testing

@Suite("Fingerprints", .needs("ssh-keygen", package: "openssh-client"))
struct FingerprintTests {
  @Test(
    "They are what ssh-keygen -lf prints",
    arguments: [("ed25519", ""), ("ecdsa", "256"), ("ecdsa", "521"), ("rsa", "2048")]
  )
  func same(type: String, bits: String) throws {
    let scratch = try ScratchDirectory()
    let size = bits.isEmpty ? [] : ["-b", bits]
    _ = try ToolRunner.output(
      "ssh-keygen",
      ["-q", "-t", type, "-N", "", "-C", "x", "-f", "k"] + size,
      in: scratch.path
    )
    let line = try String(contentsOfFile: "\(scratch.path)/k.pub", encoding: .utf8)
    let key = try SSHPublicKey(parsing: line)
    let words = try ToolRunner.output("ssh-keygen", ["-lf", "k.pub"], in: scratch.path).split(separator: " ")
    #expect(words[1] == key.fingerprint)
    #expect(words.last?.trimmingCharacters(in: .newlines) == "(\(key.typeName))")
  }
}
