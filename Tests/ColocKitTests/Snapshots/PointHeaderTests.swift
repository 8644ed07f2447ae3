import Foundation
import Testing

@testable import ColocKit

/// Headers as qemu-img writes them.
@Suite(
  .enabled("qemu-img is not installed: apt install qemu-utils") {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/qemu-img")
  }
)
struct PointHeaderTests {
  private let home: TestHome

  init() throws { home = try TestHome() }

  private func header(_ options: String, _ arguments: [String] = []) throws -> PointHeader {
    let create = ["create", "-q", "-f", "qcow2", "-o", options] + arguments + ["a.qcow2", "64M"]
    _ = try ToolRunner.output("qemu-img", create, in: home.path)
    let file = try OpenedImage(opening: "\(home.path)/a.qcow2")
    return try PointHeader(file.read(at: 0, count: PointHeader.window))
  }

  @Test func whatColocMakesIsAsItWasMade() throws {
    #expect(try header("compat=1.1") == PointHeader(above: nil, capacity: .mebibytes(64)))
    _ = try ToolRunner.output("qemu-img", ["create", "-q", "-f", "qcow2", "below.qcow2", "64M"], in: home.path)
    let above = try header("compat=1.1", ["-F", "qcow2", "-b", "below.qcow2"])
    #expect(above == PointHeader(above: "below.qcow2", capacity: .mebibytes(64)))
    #expect(above != PointHeader(above: nil, capacity: .mebibytes(64)))
    #expect(above != PointHeader(above: "below.qcow2", capacity: .mebibytes(65)))
  }

  @Test func anotherFormatBelowIsSeen() throws {
    try home.put(String(repeating: "x", count: 512), at: "below.raw")
    #expect(try header("compat=1.1", ["-F", "raw", "-b", "below.raw"]).backingFormat == "raw")
  }

  @Test(arguments: ["compat=0.10", "compat=1.1,data_file=data,data_file_raw=on", "compat=1.1,extended_l2=on"])
  func whatACopyIsNotIsRefused(_ options: String) { #expect(throws: ImageFault.self) { try header(options) } }

  @Test func nothingOutsideIsRead() throws {
    for length in [0, 4, 71, 103, 200] {
      var bytes = [UInt8](repeating: 0xFF, count: length)
      bytes.replaceSubrange(0..<min(4, length), with: QCOW2Header.magic.prefix(length))
      #expect(throws: ImageFault.self) { try PointHeader(bytes) }
    }
  }
}
