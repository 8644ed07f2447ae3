import Foundation
import Testing

@testable import coloc

@Suite("The version of a qcow2 file of this machine")
struct QCOW2VersionTests {
  @Test(
    "Read from the file's beginning",
    arguments: [
      ([0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 2, 9], "0.10"), ([0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3, 9], "1.1"),
      ([0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 4, 9], nil), ([0x51, 0x46, 0x49, 0xFB, 0, 0], nil),
      ([0, 0, 0, 0, 0, 0, 0, 3], nil),
    ] as [([UInt8], String?)]
  )
  func header(_ bytes: [UInt8], _ compat: String?) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "qcow2-version-\(UUID())")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(QCOW2Version.compat(ofFile: file.path()) == compat)
  }

  @Test("Nothing, a directory, and the name of a volume are none")
  func none() {
    for path in ["/nonexistent/disk.qcow2", "/tmp", "coloc/disk.qcow2", ""] {
      #expect(QCOW2Version.compat(ofFile: path) == nil)
    }
  }
}
