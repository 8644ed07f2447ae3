import Foundation
import Testing

@testable import ColocKit

@Suite(
  "An image that is an attack or an accident is refused before any tool opens it",
  .needs("qemu-img", package: "qemu-utils")
)
struct RefusedImageTests {
  /// No program may run: the refusal has to come from our own reading of the header.
  private struct NoTool: ProgramRunner {
    func run(_ program: Program) async throws -> ProgramResult {
      Issue.record("\(program.name) was run")
      return ProgramResult(ending: .exited(1), output: [], errors: [])
    }
  }

  private let image: SampleImage

  init() throws { image = try SampleImage() }

  private func expect(_ word: String, _ name: String, largest: ByteCount = ImageImport.largest) async throws {
    let failure = await #expect(throws: Failure.self) {
      try await image.importer(largest: largest, runner: NoTool()).examine(image.path(name))
    }
    #expect(failure?.kind == .invalidFile)
    #expect(failure?.message.contains(word) == true, "\(failure?.message ?? "")")
  }

  @Test("A backing file")
  func backing() async throws {
    try image.qcow2("base.qcow2")
    try image.create("b.qcow2", options: "backing_file=base.qcow2,backing_fmt=qcow2")
    try await expect("backing file", "b.qcow2")
    // Only the header extension is left.
    try image.patch("b.qcow2", at: 8, [UInt8](repeating: 0, count: 12))
    try await expect("format of a backing file", "b.qcow2")
  }

  @Test("An external data file")
  func dataFile() async throws {
    try image.create("d.qcow2", options: "data_file=outside.raw")
    try await expect("external data file", "d.qcow2")
    // Only the header extension is left.
    try image.patch("d.qcow2", at: 72, [UInt8](repeating: 0, count: 8))
    try await expect("external data file", "d.qcow2")
  }

  @Test("A snapshot inside")
  func snapshot() async throws {
    try image.qcow2("s.qcow2")
    _ = try ToolRunner.output("qemu-img", ["snapshot", "-c", "old", "s.qcow2"], in: image.scratch.path)
    try await expect("snapshots inside", "s.qcow2")
  }

  @Test(
    "Encryption by LUKS inside qcow2, and LUKS itself",
    arguments: [
      ("qcow2", "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10"), ("luks", "key-secret=s,iter-time=10"),
    ]
  )
  func encrypted(format: String, options: String) async throws {
    let arguments = ["create", "-q", "--object", "secret,id=s,data=x", "-f", format, "-o", options, "e", "1M"]
    // QEMU times its key derivation and gives up where the clock of processor time is too coarse: try again.
    let made = (0..<20).contains { _ in
      (try? ToolRunner.output("qemu-img", arguments, in: image.scratch.path)) != nil
    }
    try #require(made, "qemu-img made no encrypted image")
    try await expect("encrypted", "e")
    if format == "qcow2" {
      // Only the header extension is left.
      try image.patch("e", at: 32, [0, 0, 0, 0])
      try await expect("encrypted", "e")
    }
  }

  @Test("Other formats", arguments: ["vmdk", "vdi", "vhdx", "vpc", "qed", "parallels", "qcow"])
  func foreign(format: String) async throws {
    try image.create("f", format: format, size: "16M")
    try await expect(format == "qcow" ? "version 1" : " disk; only qcow2 and raw", "f")
  }

  @Test("A fixed VHD, known by its last sector")
  func fixedVHD() async throws {
    try image.create("f", format: "vpc", size: "4M", options: "subformat=fixed")
    try await expect("a VHD disk", "f")
  }

  @Test("An ISO, an archive, a script, zeros, nothing")
  func noDisk() async throws {
    try image.scratch.write("hello", to: "user-data")
    _ = try ToolRunner.output(
      "xorriso",
      ["-as", "mkisofs", "-quiet", "-o", "i.iso", "user-data"],
      in: image.scratch.path
    )
    try await expect("ISO 9660", "i.iso")
    try image.scratch.write("\u{1f}\u{8b}", to: "g")
    try image.patch("g", at: 0, [0x1F, 0x8B])
    try await expect("compressed by gzip", "g")
    try image.scratch.write("#!/bin/sh\n", to: "sh")
    try await expect("script", "sh")
    try image.create("z", format: "raw", size: "1M")
    try await expect("neither qcow2 nor a raw disk", "z")
    try image.scratch.write("", to: "empty")
    try await expect("is empty", "empty")
  }

  @Test("A virtual size past the quota")
  func huge() async throws {
    try image.create("h.qcow2", size: "101G")
    try await expect("more than the 100G allowed", "h.qcow2")
    try image.create("h.raw", format: "raw", size: "2M")
    try image.patch("h.raw", at: 510, [0x55, 0xAA])
    try await expect("more than the 1M allowed", "h.raw", largest: .mebibytes(1))
  }

  @Test(
    "Unknown, dirty and corrupt features",
    arguments: [(UInt8(0x20), "does not know"), (0x01, "dirty"), (0x02, "corrupt")]
  )
  func features(bits: UInt8, word: String) async throws {
    try image.qcow2("u.qcow2")
    try image.patch("u.qcow2", at: 79, [bits])
    try await expect(word, "u.qcow2")
    try image.patch("u.qcow2", at: 79, [0])
    try image.patch("u.qcow2", at: 72, [0x80])
    try await expect("does not know", "u.qcow2")
  }

  @Test(
    "Numbers that cannot be",
    arguments: [
      (20, [UInt8]([0, 0, 0, 8]), "cluster size"), (20, [0, 0, 0, 22], "cluster size"), (24, [0xFF], "more than"),
      (31, [1], "virtual size"), (36, [0x7F], "tables larger"), (36, [0, 0, 0, 0], "L1 table too small"),
      (40, [0x70], "cut off"), (47, [1], "misplaced"), (48, [0x70], "cut off"),
      (56, [0, 0, 0, 0], "no reference counts"),
      (56, [0x7F], "tables larger"), (96, [0, 0, 0, 7], "reference count width"), (100, [0, 0, 0, 1], "header length"),
      (100, [0, 1, 0, 8], "header length"), (4, [0, 0, 0, 4], "version 4"), (116, [0x7F], "extension that is too long"),
    ]
  )
  func numbers(offset: Int, bytes: [UInt8], word: String) async throws {
    try image.qcow2("n.qcow2")
    try image.patch("n.qcow2", at: offset, bytes)
    try await expect(word, "n.qcow2")
  }

  @Test("A file cut off inside its header or before its tables", arguments: [4, 71, 80, 103, 110, 70_000])
  func cutOff(length: Int) async throws {
    try image.qcow2("t.qcow2")
    #expect(truncate(image.path("t.qcow2"), length) == 0)
    try await expect("cut off", "t.qcow2")
  }

  @Test("A link, a directory, a missing file")
  func noFile() async throws {
    try image.qcow2("a.qcow2")
    #expect(symlink("a.qcow2", image.path("l")) == 0)
    try await expect("symbolic link", "l")
    #expect(mkfifo(image.path("p"), 0o600) == 0)
    try await expect("not a regular file", "p")
    #expect(throws: Failure.self) { try OpenedImage(opening: image.path("none")) }
  }
}
