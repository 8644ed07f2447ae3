import Crypto
import Foundation
import Testing

@testable import ColocKit

@Suite("A good image is taken, with what it is", .needs("qemu-img", package: "qemu-utils"))
struct ImageImportTests {
  private let image: SampleImage

  init() throws { image = try SampleImage() }

  @Test(
    "qcow2 in its usual shapes",
    arguments: [
      "compat=1.1", "compat=0.10", "cluster_size=512", "cluster_size=2M", "refcount_bits=1", "extended_l2=on",
      "compression_type=zstd", "lazy_refcounts=on", "preallocation=metadata",
    ]
  )
  func qcow2(options: String) async throws {
    let path = try image.qcow2(options: options)
    let examined = try await image.importer().examine(path)
    #expect(examined.format == .qcow2 && examined.virtualSize == .mebibytes(64))
    let bytes = try image.bytes("a.qcow2")
    #expect(examined.fileSize.bytes == bytes.count)
    #expect(try examined.digest == Digest(SHA512.hash(data: bytes)))
  }

  @Test("The sum must be the one that was given")
  func sum() async throws {
    let path = try image.qcow2()
    let right = try await image.importer().examine(path).digest
    #expect(try await image.importer().examine(path, expected: right).digest == right)
    let wrong = try Digest(parsing: String(repeating: "0", count: 128))
    let failure = await #expect(throws: Failure.self) { try await image.importer().examine(path, expected: wrong) }
    #expect(failure?.kind == .invalidFile && failure?.message.contains(right.short) == true)
  }

  @Test("A file whose data is cut off passes info and is caught by check")
  func cutOff() async throws {
    let path = try image.qcow2()
    let size = try image.bytes("a.qcow2").count
    #expect(truncate(path, size - 128 * 1024) == 0)
    _ = try ToolRunner.output("qemu-img", ["info", path])
    let failure = await #expect(throws: Failure.self) { try await image.importer().examine(path) }
    #expect(failure?.kind == .invalidFile && failure?.message.contains("damaged or cut off") == true)
  }

  @Test(
    "Firmware by the partition table",
    arguments: [
      ("label: dos\nstart=2048, type=83, bootable\n", true, Firmware.bios),
      ("label: gpt\nstart=2048, size=4096, type=U\nstart=8192, type=L\n", false, .uefi),
      ("label: gpt\nsize=2048, type=21686148-6449-6E6F-744E-656564454649\nsize=4096, type=U\n", false, .bios),
      ("label: gpt\ntype=L\n", false, .bios), ("label: dos\nstart=2048, type=ef\n", false, .uefi),
    ]
  )
  func firmware(table: String, hasBootCode: Bool, expected: Firmware) async throws {
    try #require(FileManager.default.isExecutableFile(atPath: "/usr/sbin/sfdisk"), "apt-get install fdisk")
    try image.create("d.raw", format: "raw", size: "16M")
    let result = try ToolRunner().runNow(
      Program("sfdisk", ["--quiet", "d.raw"], directory: image.scratch.path, input: .bytes(Array(table.utf8)))
    )
    #expect(result.isSuccess, "\(result.words)")
    if hasBootCode { try image.patch("d.raw", at: 0, [0xEB, 0x63, 0x90]) }
    let raw = try await image.importer().examine(image.path("d.raw"))
    #expect(raw.format == .raw && raw.virtualSize == .mebibytes(16) && raw.firmware == expected)
    _ = try ToolRunner.output("qemu-img", ["convert", "-O", "qcow2", "-c", "d.raw", "d.qcow2"], in: image.scratch.path)
    #expect(try await image.importer().examine(image.path("d.qcow2")).firmware == expected)
  }

  @Test("A file system on the whole disk, as Alpine's BIOS images have it")
  func wholeDisk() async throws {
    try image.create("d.raw", format: "raw", size: "16M")
    _ = try ToolRunner.output("mke2fs", ["-q", "-t", "ext4", "d.raw"], in: image.scratch.path)
    let examined = try await image.importer().examine(image.path("d.raw"))
    #expect(examined.format == .raw && examined.firmware == .bios)
  }

  @Test("Streaming gives the bytes and their digest, and notices a change")
  func stream() async throws {
    let path = try image.qcow2()
    let file = try OpenedImage(opening: path)
    var bytes: [UInt8] = []
    let digest = try await file.stream { bytes += $0 }
    #expect(try bytes == image.bytes("a.qcow2"))
    #expect(try digest == Digest(SHA512.hash(data: bytes)))
    let failure = await #expect(throws: Failure.self) {
      _ = try await file.stream { _ in try image.patch("a.qcow2", at: 300_000, [1]) }
    }
    #expect(failure?.message.contains("changed while it was read") == true)
  }

  @Test("Another file put at the path while qemu-img runs is not what is opened")
  func swapped() async throws {
    struct Swapping: ProgramRunner {
      let image: SampleImage
      func run(_ program: Program) async throws -> ProgramResult {
        try? FileManager.default.moveItem(atPath: image.path("a.qcow2"), toPath: image.path("away"))
        try image.scratch.write("not an image", to: "a.qcow2")
        return try await ToolRunner().run(program)
      }
    }
    let path = try image.qcow2()
    let good = try await image.importer().examine(path).digest
    // The rename changes ctime, which is reported; what matters is that the checks never saw the other file.
    let failure = await #expect(throws: Failure.self) {
      try await image.importer(runner: Swapping(image: image)).examine(path)
    }
    #expect(failure?.message.contains("changed while it was read") == true, "\(failure?.message ?? "") \(good.short)")
  }
}
