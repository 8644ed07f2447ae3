import ColocKit
import Foundation
import Testing

@Suite("The seed disk", .needs("xorriso", package: "xorriso"))
struct SeedImageTests {
  private let templates = TemplateSource(owners: "/nonexistent", installed: nil)

  @Test("Identical input gives identical bytes, 0600, with the label and the three files")
  func image() async throws {
    let scratch = try ScratchDirectory()
    let contents = try SeedContents(.sample(ipv6: true), templates: templates)
    let time = try Timestamp(parsing: "2026-11-02T20:15:00Z")
    let image = SeedImage(runner: ToolRunner())
    try await image.write(contents, to: "\(scratch.path)/one.iso", time: time)
    try await image.write(contents, to: "\(scratch.path)/two.iso", time: time)
    #expect(scratch.mode(of: "one.iso") == 0o600)
    let bytes = try Data(contentsOf: URL(filePath: "\(scratch.path)/one.iso"))
    #expect(try bytes == Data(contentsOf: URL(filePath: "\(scratch.path)/two.iso")))
    // ISO 9660, section 8.4: the primary descriptor is sector 16, the volume's name at offset 40 of it.
    #expect(String(decoding: bytes[(16 * 2048 + 1)..<(16 * 2048 + 6)], as: UTF8.self) == "CD001")
    #expect(String(decoding: bytes[(16 * 2048 + 40)..<(16 * 2048 + 72)], as: UTF8.self).hasPrefix("cidata "))
    for (name, text) in [
      ("user-data", contents.userData), ("meta-data", contents.metaData), ("network-config", contents.networkConfig),
    ] {
      _ = try ToolRunner.output(
        "xorriso",
        ["-osirrox", "on", "-indev", "one.iso", "-extract", "/\(name)", "out-\(name)"],
        in: scratch.path
      )
      #expect(try String(contentsOfFile: "\(scratch.path)/out-\(name)", encoding: .utf8) == text)
    }
    // Nothing of the work stays behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).allSatisfy { !$0.hasPrefix(".seed") })
  }

  @Test("Another time or another content gives other bytes")
  func different() async throws {
    let scratch = try ScratchDirectory()
    let contents = try SeedContents(.sample(), templates: templates)
    let other = try SeedContents(.sample(ipv6: true), templates: templates)
    let image = SeedImage(runner: ToolRunner())
    try await image.write(contents, to: "\(scratch.path)/a", time: Timestamp(seconds: 1_000_000_000))
    try await image.write(contents, to: "\(scratch.path)/b", time: Timestamp(seconds: 1_000_000_001))
    try await image.write(other, to: "\(scratch.path)/c", time: Timestamp(seconds: 1_000_000_000))
    let files = try ["a", "b", "c"].map { try Data(contentsOf: URL(filePath: "\(scratch.path)/\($0)")) }
    #expect(Set(files).count == 3)
  }

  @Test("A failing xorriso is said, and leaves nothing behind")
  func failure() async throws {
    struct Failing: ProgramRunner {
      func run(_ program: Program) async throws -> ProgramResult {
        ProgramResult(ending: .exited(5), output: [], errors: Array("first\nxorriso : FAILURE : no space\n".utf8))
      }
    }
    let scratch = try ScratchDirectory()
    let contents = try SeedContents(.sample(), templates: templates)
    await #expect {
      try await SeedImage(runner: Failing()).write(contents, to: "\(scratch.path)/x", time: Timestamp(seconds: 0))
    } throws: {
      ($0 as? Failure)?.message.contains("status 5 (xorriso : FAILURE : no space)") == true
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }
}
